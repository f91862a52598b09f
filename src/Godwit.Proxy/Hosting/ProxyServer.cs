using System.Diagnostics;
using Godwit.Proxy.Configuration;
using Godwit.Proxy.Logging;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Godwit.Proxy;

/// <summary>A running proxy service.</summary>
public sealed class ProxyServer : IAsyncDisposable
{
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(10);

    private readonly WebApplication _web;
    private readonly Hosting.ProxyParts _parts;
    private readonly IDisposable _badRequests;

    private ProxyServer(WebApplication web, Hosting.ProxyParts parts, IDisposable badRequests) => (_web, _parts, _badRequests) = (web, parts, badRequests);

    /// <summary>Where it listens, with the ports that were taken; <c>http</c> ones only refuse.</summary>
    public IReadOnlyList<Uri> Addresses => [.. _web.Urls.Select(url => new Uri(url))];

    /// <summary>Ends when every request that was begun is in the logs, and the logs are on their way to the disk.</summary>
    internal async Task FlushLogsAsync()
    {
        await _parts.Pipeline.UnderWay.IdleAsync().ConfigureAwait(false);
        await _parts.Logs.FlushAsync().ConfigureAwait(false);
    }

    /// <summary>Starts a proxy; when this ends, it answers.</summary>
    /// <param name="configuration">What the administrator wants.</param>
    /// <param name="application">Makes what answers behind the published path; it is disposed with the server when it can be.</param>
    /// <param name="warn">Told what is wrong but does not keep the service from running: a scheme without users, a changed file that cannot be read.</param>
    /// <param name="clock">The clock.</param>
    /// <param name="cancellation">Ends the start.</param>
    /// <exception cref="FaultException">It cannot start.</exception>
    public static async Task<ProxyServer> StartAsync(
        ProxyConfiguration configuration, Func<ProxySurroundings, IProxyApplication> application, Action<Fault> warn, TimeProvider clock, CancellationToken cancellation)
    {
        var parts = new Hosting.ProxyParts(configuration, application, warn, clock);
        try
        {
            return await StartAsync(parts, cancellation).ConfigureAwait(false);
        }
        catch
        {
            await parts.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Ends the service: no new request is taken, those under way have ten seconds.</summary>
    public async ValueTask DisposeAsync()
    {
        using var grace = new CancellationTokenSource(Grace);
        await _web.StopAsync(grace.Token).ConfigureAwait(false);
        await _web.DisposeAsync().ConfigureAwait(false);
        _badRequests.Dispose();
        await _parts.DisposeAsync().ConfigureAwait(false);
    }

    private static async Task<ProxyServer> StartAsync(Hosting.ProxyParts parts, CancellationToken cancellation)
    {
        parts.Check();
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(parts.Listener.Configure);
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = Grace);
        var web = builder.Build();
        web.Run(parts.Pipeline.HandleAsync);
        var badRequests = new Hosting.BadRequestListener(parts.Logs).Listen(web.Services.GetRequiredService<DiagnosticListener>());
        try
        {
            await web.StartAsync(cancellation).ConfigureAwait(false);
        }
        catch (Exception taken) when (taken is AddressInUseException or System.Net.Sockets.SocketException or IOException)
        {
            await web.DisposeAsync().ConfigureAwait(false);
            throw ProxyServiceFaults.Refuse(ProxyServiceFaults.PortUnusable, $"The proxy cannot listen: {taken.Message}", taken);
        }
        parts.Start();
        return new ProxyServer(web, parts, badRequests);
    }
}
