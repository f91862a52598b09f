using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Godwit.Network.Tls;

/// <summary>Judges a certificate and the chain as it was served: nothing is fetched behind the judge's back, for that would hide what other clients stumble over.</summary>
internal static class CertificateJudge
{
    private const string ServerAuthentication = "1.3.6.1.5.5.7.3.1";

    private const int MaxRemembered = 64;

    public static async Task<CertificateProblems> JudgeAsync(IReadOnlyList<X509Certificate2> served, string host, TlsTrust trust, DateTimeOffset now, CancellationToken cancellation)
    {
        var key = host + string.Concat(served.Select(certificate => ' ' + certificate.Thumbprint));
        if (trust.Judged.TryGetValue(key, out var known)) return known;
        var problems = await JudgeAnewAsync(served, host, trust, now, cancellation).ConfigureAwait(false);
        if (trust.Judged.Count < MaxRemembered) trust.Judged[key] = problems;
        return problems;
    }

    private static async Task<CertificateProblems> JudgeAnewAsync(IReadOnlyList<X509Certificate2> served, string host, TlsTrust trust, DateTimeOffset now, CancellationToken cancellation)
    {
        var problems = HostNameMatch.IsFor(HostNameMatch.Names(served[0]), host) ? CertificateProblems.None : CertificateProblems.WrongName;
        var (chainProblems, isPartial) = Build(served, trust, now);
        problems |= chainProblems;
        if (!isPartial) return problems;
        return problems | (await IsHealedByFetchingAsync(served, trust, now, cancellation).ConfigureAwait(false) ? CertificateProblems.MissingIntermediate : CertificateProblems.UnknownAuthority);
    }

    private static (CertificateProblems Problems, bool IsPartial) Build(IReadOnlyList<X509Certificate2> served, TlsTrust trust, DateTimeOffset now)
    {
        using var chain = new X509Chain { ChainPolicy = Policy(served.Skip(1), trust, now) };
        chain.Build(served[0]);
        var problems = CertificateProblems.None;
        for (var i = 0; i < chain.ChainElements.Count; i++)
            foreach (var status in chain.ChainElements[i].ChainElementStatus) problems |= ProblemOf(status.Status, chain.ChainElements[i].Certificate, i, now);
        foreach (var element in chain.ChainElements) element.Certificate.Dispose();
        return (problems, chain.ChainStatus.Any(status => status.Status == X509ChainStatusFlags.PartialChain));
    }

    private static X509ChainPolicy Policy(IEnumerable<X509Certificate2> others, TlsTrust trust, DateTimeOffset now)
    {
        var policy = new X509ChainPolicy { DisableCertificateDownloads = true, RevocationMode = X509RevocationMode.NoCheck, VerificationTime = now.LocalDateTime, VerificationTimeIgnored = false };
        policy.ApplicationPolicy.Add(new Oid(ServerAuthentication));
        foreach (var other in others) policy.ExtraStore.Add(other);
        if (trust.Anchors is not { } anchors) return policy;
        policy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        policy.CustomTrustStore.AddRange(anchors);
        return policy;
    }

    private static CertificateProblems ProblemOf(X509ChainStatusFlags status, X509Certificate2 certificate, int depth, DateTimeOffset now) => status switch
    {
        X509ChainStatusFlags.PartialChain or X509ChainStatusFlags.NoError => CertificateProblems.None,
        X509ChainStatusFlags.UntrustedRoot => depth == 0 ? CertificateProblems.SelfSigned : CertificateProblems.UnknownAuthority,
        X509ChainStatusFlags.NotTimeValid when depth > 0 => CertificateProblems.AuthorityOutOfDate,
        X509ChainStatusFlags.NotTimeValid => certificate.NotBefore > now.LocalDateTime ? CertificateProblems.NotYetValid : CertificateProblems.Expired,
        X509ChainStatusFlags.NotValidForUsage => CertificateProblems.WrongUsage,
        _ => CertificateProblems.Other,
    };

    /// <summary>True when the certificate that the last one names as its issuer's leads to a trusted authority.</summary>
    private static async Task<bool> IsHealedByFetchingAsync(IReadOnlyList<X509Certificate2> served, TlsTrust trust, DateTimeOffset now, CancellationToken cancellation)
    {
        if (trust.FetchIssuer is not { } fetch || IssuerAddress(served[0]) is not { } address) return false;
        try
        {
            if (await fetch(address, cancellation).ConfigureAwait(false) is not { } bytes) return false;
            using var issuer = X509CertificateLoader.LoadCertificate(bytes);
            return !Build([.. served, issuer], trust, now).IsPartial;
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    private static Uri? IssuerAddress(X509Certificate2 certificate)
    {
        try
        {
            return certificate.Extensions.OfType<X509AuthorityInformationAccessExtension>().SelectMany(extension => extension.EnumerateCAIssuersUris())
                .Select(text => Uri.TryCreate(text, UriKind.Absolute, out var address) ? address : null).FirstOrDefault(address => address?.Scheme == Uri.UriSchemeHttp);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
