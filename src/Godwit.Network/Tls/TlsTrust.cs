using System.Collections.Concurrent;
using System.Security.Cryptography.X509Certificates;

namespace Godwit.Network.Tls;

/// <summary>Whom to trust.</summary>
/// <param name="Anchors">Authorities to trust instead of the system's; null for the system's.</param>
/// <param name="FetchIssuer">
/// Fetches a certificate from the address that another one names as its issuer's (RFC 5280 section 4.2.2.1), or gives null; what browsers do when a server leaves one out. Null when nothing shall be
/// fetched.
/// </param>
public sealed record TlsTrust(X509Certificate2Collection? Anchors = null, Func<Uri, CancellationToken, Task<byte[]?>>? FetchIssuer = null)
{
    /// <summary>The same for what .NET checks by itself, without asking for revocations; null where the system's authorities count.</summary>
    public X509ChainPolicy? ToPolicy()
    {
        if (Anchors is null) return null;
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.AddRange(Anchors);
        return policy;
    }

    /// <summary>What was judged before: an examination meets the same certificate some thirty times.</summary>
    internal ConcurrentDictionary<string, CertificateProblems> Judged { get; } = new(StringComparer.Ordinal);
}

/// <summary>What is wrong with a certificate; several may be.</summary>
[Flags]
public enum CertificateProblems
{
    /// <summary>Nothing.</summary>
    None = 0,
    /// <summary>It is not for the name.</summary>
    WrongName = 1,
    /// <summary>It was signed by itself.</summary>
    SelfSigned = 2,
    /// <summary>Its chain ends at an authority that is not trusted.</summary>
    UnknownAuthority = 4,
    /// <summary>The server left out a certificate between it and a trusted authority.</summary>
    MissingIntermediate = 8,
    /// <summary>It has expired.</summary>
    Expired = 16,
    /// <summary>It is not valid yet.</summary>
    NotYetValid = 32,
    /// <summary>A certificate above it is out of date.</summary>
    AuthorityOutOfDate = 64,
    /// <summary>It is not for servers.</summary>
    WrongUsage = 128,
    /// <summary>Something else: a signature, an extension.</summary>
    Other = 256,
}
