using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace Godwit.Imap;

/// <summary>Puts TLS over a stream and tells precisely why a certificate was not accepted.</summary>
internal static class TlsUpgrade
{
    internal static SslStream Over(Stream stream, ImapOptions options)
    {
        var host = options.Tls.TargetHost ?? options.Host;
        string? complaint = null;
        var tls = new SslStream(stream, leaveInnerStreamOpen: false);
        try
        {
            tls.AuthenticateAsClient(new SslClientAuthenticationOptions
            {
                TargetHost = host,
                CertificateChainPolicy = Policy(options.Tls),
                RemoteCertificateValidationCallback = (_, certificate, chain, errors) =>
                    options.Tls.AcceptAnyCertificate || (complaint = CertificateComplaint.Of(host, certificate as X509Certificate2, chain, errors)) is null,
            });
            return tls;
        }
        catch (AuthenticationException e)
        {
            tls.Dispose();
            throw complaint is null
                ? new ImapConnectionException(ConnectionEnd.TlsFailed, $"TLS with {host} could not be established: {Reason(e)}", e)
                : new ImapConnectionException(ConnectionEnd.CertificateRejected, complaint, e);
        }
        catch (IOException e) when (e.InnerException is not TimeoutException)
        {
            tls.Dispose();
            throw new ImapConnectionException(ConnectionEnd.TlsFailed, $"TLS with {host} could not be established: the connection broke off.", e);
        }
    }

    private static X509ChainPolicy? Policy(ImapTlsOptions options)
    {
        if (options.AuthoritiesFile is null || options.AcceptAnyCertificate) return null;
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        try
        {
            policy.CustomTrustStore.ImportFromPemFile(options.AuthoritiesFile);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or System.Security.Cryptography.CryptographicException)
        {
            throw new ImapConnectionException(ConnectionEnd.TlsFailed, $"The authorities' file cannot be read: {e.Message}", e);
        }
        // A file without a certificate would be obeyed in silence: nobody would be trusted.
        return policy.CustomTrustStore.Count > 0 ? policy : throw new ImapConnectionException(ConnectionEnd.TlsFailed, $"There is no certificate in the authorities' file '{options.AuthoritiesFile}'.");
    }

    // What the TLS library complains of is an exception of its own; without one the bytes that came were no record of TLS at all.
    private static string Reason(AuthenticationException e) => e.InnerException is null ? "the answer is not TLS; perhaps the port begins in clear text." : e.Message;
}
