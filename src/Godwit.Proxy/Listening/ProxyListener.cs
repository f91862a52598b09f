using System.Net;
using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Godwit.Proxy.Configuration;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;

namespace Godwit.Proxy.Listening;

/// <summary>Opens the ports: HTTPS for clients, plain HTTP that only refuses, and mutual TLS for the other servers.</summary>
internal sealed class ProxyListener(ListeningSettings settings, ServedCertificate certificate, BackEndDoor? door, TimeProvider clock)
{
    /// <summary>Where a connection keeps the certificate that it was shown.</summary>
    public static readonly object CertificateKey = new();

    /// <summary>Marks a connection of another server of ours, which proved by its certificate that it is one.</summary>
    public static readonly object BackEndKey = new();

    private static readonly TimeSpan BodyGrace = TimeSpan.FromSeconds(10);

    public void Configure(KestrelServerOptions kestrel)
    {
        kestrel.AddServerHeader = false;
        kestrel.AllowSynchronousIO = true;
        SetLimits(kestrel.Limits);
        foreach (var address in settings.Addresses) Listen(kestrel, address, AddTls);
        foreach (var address in settings.RefusingAddresses) Listen(kestrel, address, AddNothing);
        if (door is not null) Listen(kestrel, door.Address, AddBackEnd);
    }

    private static void Listen(KestrelServerOptions kestrel, IPEndPoint address, Action<ListenOptions> add)
    {
        if (address.Address.Equals(IPAddress.IPv6Any)) kestrel.ListenAnyIP(address.Port, add);
        else kestrel.Listen(address, add);
    }

    private void SetLimits(KestrelServerLimits limits)
    {
        limits.MaxRequestBodySize = settings.MaxRequestBytes;
        limits.RequestHeadersTimeout = settings.HeadTimeout;
        limits.KeepAliveTimeout = settings.IdleTimeout;
        limits.MaxConcurrentConnections = settings.MaxTcpConnections;
        limits.MaxRequestHeadersTotalSize = 96 * 1024;
        limits.MaxRequestLineSize = 8 * 1024;
        var rate = settings.MinBytesPerSecond == 0 ? null : new MinDataRate(settings.MinBytesPerSecond, BodyGrace);
        (limits.MinRequestBodyDataRate, limits.MinResponseDataRate) = (rate, rate);
        limits.Http2.MaxStreamsPerConnection = 128;
        limits.Http2.InitialConnectionWindowSize = 8 * 1024 * 1024;
        limits.Http2.InitialStreamWindowSize = 4 * 1024 * 1024;
        limits.Http2.MaxFrameSize = 64 * 1024;
    }

    private void AddTls(ListenOptions listen)
    {
        listen.Protocols = HttpProtocols.Http1AndHttp2;
        PlainHttpOnTlsPort.Add(listen, port => port.UseHttps(Handshake(context => ShowAsync(context))), settings.HeadTimeout, clock);
    }

    private static void AddNothing(ListenOptions listen) => listen.Protocols = HttpProtocols.Http1;

    private void AddBackEnd(ListenOptions listen)
    {
        listen.Protocols = HttpProtocols.Http1;
        listen.UseHttps(Handshake(door!.ShowAsync));
    }

    private TlsHandshakeCallbackOptions Handshake(Func<TlsHandshakeCallbackContext, ValueTask<SslServerAuthenticationOptions>> show) =>
        new() { HandshakeTimeout = settings.HeadTimeout, OnConnection = show };

    private ValueTask<SslServerAuthenticationOptions> ShowAsync(TlsHandshakeCallbackContext context)
    {
        var loaded = certificate.Current;
        context.Connection.Items[CertificateKey] = loaded.Certificate;
        return ValueTask.FromResult(new SslServerAuthenticationOptions
        {
            ServerCertificateContext = loaded.Context,
            EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
            ClientCertificateRequired = false,
            CertificateRevocationCheckMode = X509RevocationMode.NoCheck,
        });
    }
}
