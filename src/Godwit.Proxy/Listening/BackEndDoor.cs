using System.Net;
using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Godwit.Proxy.Configuration;
using Microsoft.AspNetCore.Server.Kestrel.Https;

namespace Godwit.Proxy.Listening;

/// <summary>
/// Where the other servers of the organisation come in: only with a certificate of the organisation's own authority, which is trusted for nothing else, and whose purposes (RFC 5280 section 4.2.1.12)
/// are those of a TLS client and server.
/// </summary>
internal sealed class BackEndDoor(RoutingSettings settings, Action<Fault> onFault)
{
    private readonly ServedCertificate _certificate = new(settings.Certificate, onFault);
    private readonly Lazy<X509Certificate2Collection> _authorities = new(() => Authorities(settings.AuthorityFile));

    /// <summary>Where it is.</summary>
    public IPEndPoint Address => settings.BackEndAddress;

    /// <summary>What we show the others.</summary>
    public ServedCertificate Certificate => _certificate;

    /// <summary>Reads the authorities, so that a mistake is told at the start.</summary>
    /// <exception cref="FaultException">They cannot be read.</exception>
    public void Check() => _ = (_authorities.Value, _certificate.Current);

    /// <summary>What a handshake at this door uses.</summary>
    public ValueTask<SslServerAuthenticationOptions> ShowAsync(TlsHandshakeCallbackContext context)
    {
        context.Connection.Items[ProxyListener.BackEndKey] = true;
        return ValueTask.FromResult(new SslServerAuthenticationOptions
        {
            ServerCertificateContext = _certificate.Current.Context,
            EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
            ClientCertificateRequired = true,
            RemoteCertificateValidationCallback = (_, shown, _, _) => IsOurs(shown),
        });
    }

    /// <summary>What a connection to another server's door uses.</summary>
    public SslClientAuthenticationOptions ClientOptions() => new()
    {
        ClientCertificateContext = _certificate.Current.Context,
        EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
        RemoteCertificateValidationCallback = (_, shown, _, problems) => !problems.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch) && IsOurs(shown),
    };

    private bool IsOurs(X509Certificate? shown)
    {
        if (shown is not X509Certificate2 certificate) return false;
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(_authorities.Value);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        return chain.Build(certificate);
    }

    private static X509Certificate2Collection Authorities(string path)
    {
        try
        {
            var all = new X509Certificate2Collection();
            all.ImportFromPemFile(path);
            return all.Count > 0 ? all : throw new IOException("it holds no certificate");
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException or System.Security.Cryptography.CryptographicException)
        {
            throw ConfigurationFaults.Refuse(ConfigurationFaults.CertificateUnusable, $"The authorities '{path}' cannot be used: {unreadable.Message}", unreadable);
        }
    }
}
