using System.Net;
using Godwit.Connectors.Memory;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Godwit.Proxy.Protocol.Tests;

/// <summary>A proxy with one mailbox in memory, and whatever a test puts before it: a device that refuses, cuts, loses answers.</summary>
internal sealed class ScriptedProxy : IDisposable
{
    private readonly WebApplication _web;
    private readonly MailboxDirectory _directory;
    private int _requests;

    /// <param name="before">What stands before the proxy; it calls the proxy itself, or does not.</param>
    /// <param name="faults">What goes wrong in the store.</param>
    public ScriptedProxy(Func<HttpContext, Func<Task>, Task>? before = null, IMemoryFaults? faults = null)
    {
        _directory = new MailboxDirectory(address => address == "anna@example.org" ? new MemoryConnector(Mailbox, faults) : null, TimeProvider.System);
        var service = new MailboxService(new ServiceSettings(), new MoveFence());
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Listen(IPAddress.Loopback, 0);
        });
        _web = builder.Build();
        _web.Run(context =>
        {
            Interlocked.Increment(ref _requests);
            Operations.Add(context.Request.Path.Value!.Split('/')[^1]);
            Task Proxy() => Serve(new ProxyApplication(_directory, service, new ProxyApplicationSettings()) { Catalogue = Catalogue }, context);
            return before is null ? Proxy() : before(context, Proxy);
        });
        _web.StartAsync().GetAwaiter().GetResult();
        Port = new Uri(_web.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single()).Port;
    }

    public MemoryMailbox Mailbox { get; init; } = new("anna", new MemoryOptions());

    public int Port { get; }

    /// <summary>What it says that it hands out; null: it does not know the question.</summary>
    public IMailboxCatalogue? Catalogue { get; init; }

    public int Requests => Volatile.Read(ref _requests);

    public System.Collections.Concurrent.ConcurrentBag<string> Operations { get; } = [];

    public ProxySettings Settings => new(new Uri(FormattableString.Invariant($"http://127.0.0.1:{Port}{ProxySettings.UsualPath}")), "anna@example.org", _ => new ProxyCredential("admin", "secret")) { AllowClearText = true };

    public ProxyConnector Connector => new(Settings);

    private static Task Serve(ProxyApplication application, HttpContext context)
    {
        context.Request.Path.StartsWithSegments(ProxySettings.UsualPath, StringComparison.OrdinalIgnoreCase, out var rest);
        (context.Request.PathBase, context.Request.Path) = (ProxySettings.UsualPath, rest);
        return application.HandleAsync(context, ProxyHost.User, context.RequestAborted);
    }

    public void Dispose()
    {
        using var now = new CancellationTokenSource();
        now.Cancel();
        _web.StopAsync(now.Token).GetAwaiter().GetResult();
        ((IDisposable)_web).Dispose();
        _directory.Dispose();
    }
}
