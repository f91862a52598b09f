using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace Godwit.Network.Tls;

/// <summary>What can be told of a certificate after its connection is gone. The names in it are the other side's text.</summary>
/// <param name="Thumbprint">SHA-256 of the certificate, in hex.</param>
/// <param name="Subject">Its subject.</param>
/// <param name="Issuer">Its issuer.</param>
/// <param name="NotBefore">Valid from, UTC.</param>
/// <param name="NotAfter">Valid to, UTC.</param>
/// <param name="Names">Whom it is for.</param>
public sealed record CertificateFacts(string Thumbprint, string Subject, string Issuer, DateTimeOffset NotBefore, DateTimeOffset NotAfter, IReadOnlyList<string> Names)
{
    internal static CertificateFacts Of(X509Certificate2 certificate) => new(
        certificate.GetCertHashString(System.Security.Cryptography.HashAlgorithmName.SHA256), certificate.Subject, certificate.Issuer, certificate.NotBefore, certificate.NotAfter, HostNameMatch.Names(certificate));
}

/// <summary>What a handshake showed.</summary>
/// <param name="Protocol">The version that was agreed on.</param>
/// <param name="CipherSuite">The suite that was agreed on.</param>
/// <param name="Certificates">The chain as served, the server's own first.</param>
/// <param name="Problems">What is wrong with it.</param>
/// <param name="AsksForCertificate">True when the server asked for a certificate of ours.</param>
public sealed record TlsFacts(SslProtocols Protocol, string CipherSuite, IReadOnlyList<CertificateFacts> Certificates, CertificateProblems Problems, bool AsksForCertificate)
{
    /// <summary>True when this is whom we mean: only then may a credential be sent.</summary>
    public bool IsTrusted => Problems == CertificateProblems.None;
}

/// <summary>An encrypted connection that may well be with the wrong side: look at <see cref="Facts"/> before anything secret is sent.</summary>
public sealed class TlsSession : IAsyncDisposable
{
    private TlsSession(SslStream stream, TlsFacts facts)
    {
        Stream = stream;
        Facts = facts;
    }

    /// <summary>The encrypted stream.</summary>
    public SslStream Stream { get; }

    /// <summary>What the handshake showed.</summary>
    public TlsFacts Facts { get; }

    /// <summary>Shakes hands, whatever the certificate; closes the transport when that fails.</summary>
    /// <param name="transport">The connection; this session's from here on.</param>
    /// <param name="host">The name that the certificate must be for.</param>
    /// <param name="sendName">False to leave the name out of the handshake (SNI).</param>
    /// <param name="trust">Whom to trust.</param>
    /// <param name="clock">Tells what is out of date.</param>
    /// <param name="cancellation">Ends the attempt.</param>
    /// <exception cref="AuthenticationException">The other side, or the local library, would not.</exception>
    /// <exception cref="IOException">The connection broke.</exception>
    public static async Task<TlsSession> OpenAsync(Stream transport, string host, bool sendName, TlsTrust trust, TimeProvider clock, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(trust);
        ArgumentNullException.ThrowIfNull(clock);
        var stream = new SslStream(transport);
        try
        {
            var witness = new HandshakeWitness();
            await stream.AuthenticateAsClientAsync(witness.Options(sendName ? host : ""), cancellation).ConfigureAwait(false);
            var problems = await CertificateJudge.JudgeAsync(witness.Served, host, trust, clock.GetUtcNow(), cancellation).ConfigureAwait(false);
            return new TlsSession(stream, new TlsFacts(stream.SslProtocol, stream.NegotiatedCipherSuite.ToString(), [.. witness.Served.Select(CertificateFacts.Of)], problems, witness.WasAsked));
        }
        catch
        {
            await stream.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => Stream.DisposeAsync();
}

/// <summary>Remembers what a handshake showed. Accepts any certificate: it is judged afterwards.</summary>
internal sealed class HandshakeWitness
{
    private const int MaxCertificates = 20;

    public List<X509Certificate2> Served { get; } = [];

    public bool WasAsked { get; private set; }

    public SslClientAuthenticationOptions Options(string targetHost) => new()
    {
        TargetHost = targetHost,
        RemoteCertificateValidationCallback = Take,
        LocalCertificateSelectionCallback = (_, _, _, remote, issuers) =>
        {
            // The first call comes before the handshake, to ask for a certificate of choice; one that knows the server's is the server's wish.
            WasAsked |= remote is not null || issuers.Length > 0;
            return null!;
        },
        // Judged elsewhere; here nothing is looked up. A resumed session would show the certificate of last time.
        CertificateChainPolicy = new X509ChainPolicy { DisableCertificateDownloads = true, RevocationMode = X509RevocationMode.NoCheck, TrustMode = X509ChainTrustMode.CustomRootTrust },
        AllowTlsResume = false,
    };

    private bool Take(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        if (certificate is null) return false;
        Served.Add(X509CertificateLoader.LoadCertificate(certificate.GetRawCertData()));
        foreach (var other in chain?.ChainPolicy.ExtraStore.Take(MaxCertificates) ?? [])
            if (!Served.Exists(known => known.RawDataMemory.Span.SequenceEqual(other.RawDataMemory.Span))) Served.Add(X509CertificateLoader.LoadCertificate(other.RawData));
        return true;
    }
}
