using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;

namespace Godwit.Proxy.Protocol.Tests;

/// <summary>How a test reaches the proxy.</summary>
public enum Link
{
    Http1,
    Http2,
    Tls1,
    Tls2,
}

/// <summary>A proxy on loopback that hands out whatever mailboxes tests register; one for the process. It asks nobody who he is: that is another part's concern.</summary>
internal sealed class ProxyHost
{
    private static readonly Lazy<ProxyHost> Lazy = new(() => new ProxyHost());
    private readonly ConcurrentDictionary<string, IMailboxConnector> _mailboxes = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<Link, int> _ports = [];
    private int _serial;

    private ProxyHost()
    {
        Certificate = MakeCertificate();
        Directory = new MailboxDirectory(address => _mailboxes.GetValueOrDefault(address), TimeProvider.System);
        var application = new ProxyApplication(Directory, new MailboxService(new ServiceSettings(), new MoveFence()), new ProxyApplicationSettings());
        Start(application);
    }

    public static ProxyHost Shared => Lazy.Value;

    public X509Certificate2 Certificate { get; }

    public MailboxDirectory Directory { get; }

    public static ProxyUser User { get; } = new("anna", "Basic", []);

    public string Register(IMailboxConnector connector)
    {
        var address = FormattableString.Invariant($"m{Interlocked.Increment(ref _serial)}@example.org");
        _mailboxes[address] = connector;
        return address;
    }

    public ProxySettings Settings(string address, Link link) =>
        new(Endpoint(link), address, _ => new ProxyCredential("anna", "secret"))
        {
            UseHttp2 = link is Link.Http2 or Link.Tls2,
            AllowClearText = true,
            AcceptAnyCertificate = true,
        };

    public Uri Endpoint(Link link) => new(FormattableString.Invariant($"{(link is Link.Tls1 or Link.Tls2 ? "https" : "http")}://127.0.0.1:{_ports[link]}{ProxySettings.UsualPath}"));

    private void Start(ProxyApplication application)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.Limits.MinRequestBodyDataRate = null;
            kestrel.Limits.MinResponseDataRate = null;
            kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http1);
            kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2);
            kestrel.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(Certificate));
        });
        var web = builder.Build();
        web.Run(context =>
        {
            if (!context.Request.Path.StartsWithSegments(ProxySettings.UsualPath, StringComparison.OrdinalIgnoreCase, out var rest)) return Task.CompletedTask;
            (context.Request.PathBase, context.Request.Path) = (ProxySettings.UsualPath, rest);
            return application.HandleAsync(context, User, context.RequestAborted);
        });
        web.StartAsync().GetAwaiter().GetResult();
        var ports = web.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Select(a => new Uri(a).Port).ToList();
        (_ports[Link.Http1], _ports[Link.Http2], _ports[Link.Tls1], _ports[Link.Tls2]) = (ports[0], ports[1], ports[2], ports[2]);
    }

    private static X509Certificate2 MakeCertificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        using var signed = request.CreateSelfSigned(new DateTimeOffset(2020, 1, 1, 0, 0, 0, TimeSpan.Zero), new DateTimeOffset(2120, 1, 1, 0, 0, 0, TimeSpan.Zero));
        return X509CertificateLoader.LoadPkcs12(signed.Export(X509ContentType.Pkcs12), null);
    }
}
