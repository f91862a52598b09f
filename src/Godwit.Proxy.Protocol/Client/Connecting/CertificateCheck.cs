using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace Godwit.Proxy.Protocol;

/// <summary>Decides about the proxy's certificate and remembers why it did not like it.</summary>
internal sealed class CertificateCheck(ProxySettings settings)
{
    /// <summary>Why the last certificate was refused; null when none was.</summary>
    public string? Complaint { get; private set; }

    public SslClientAuthenticationOptions Options() => new()
    {
        TargetHost = settings.Endpoint.IdnHost,
        CertificateChainPolicy = Policy(),
        RemoteCertificateValidationCallback = (_, certificate, chain, errors) => IsAccepted(certificate as X509Certificate2, chain, errors),
    };

    private X509ChainPolicy? Policy()
    {
        if (settings.AuthoritiesFile is not { } file || settings.AcceptAnyCertificate) return null;
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        try
        {
            policy.CustomTrustStore.ImportFromPemFile(file);
            return policy.CustomTrustStore.Count > 0 ? policy : throw new FaultException(new Fault(ConnectorFaults.TlsFailed, Side.Service, $"There is no certificate in the authorities' file '{file}'."));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or System.Security.Cryptography.CryptographicException)
        {
            throw new FaultException(new Fault(ConnectorFaults.TlsFailed, Side.Service, $"The authorities' file cannot be read: {e.Message}"), e);
        }
    }

    private bool IsAccepted(X509Certificate2? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        Complaint = settings.AcceptAnyCertificate ? null : CertificateComplaint.Of(settings.Endpoint.Host, certificate, chain, errors);
        return Complaint is null;
    }
}
