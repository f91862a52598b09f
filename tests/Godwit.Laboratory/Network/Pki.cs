using System.Collections.Concurrent;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Godwit.Laboratory;

/// <summary>What shall be wrong with a server's certificate.</summary>
internal enum CertificateFlaw
{
    None,
    Wildcard,
    OtherName,
    CommonNameOnly,
    ShallowWildcard,
    SelfSigned,
    PrivateAuthority,
    PrivateAuthorityWithIntermediate,
    SecurityProduct,
    MissingIntermediate,
    Expired,
    NotYetValid,
    AuthorityExpired,
    ClientUsage,
    /// <summary>In order, and not the same as None: another server's.</summary>
    Second,
}

/// <summary>The authorities of the laboratory, one of which is trusted, and certificates with every flaw. Made once a process; keys are small and quick.</summary>
internal static class Pki
{
    public const string IssuerAddress = "http://pki.lab.example/issuing.cer";
    private static readonly DateTimeOffset Now = DateTimeOffset.UtcNow;
    private static readonly ConcurrentDictionary<(string Host, CertificateFlaw Flaw), Lazy<SslStreamCertificateContext>> Known = new();
    private static readonly X509Certificate2 Root = Authority("CN=Public Root R1, O=Public Trust", null, Now.AddYears(-5), Now.AddYears(10));
    private static readonly X509Certificate2 Issuing = Authority("CN=Public Issuing CA 3, O=Public Trust", Root, Now.AddYears(-3), Now.AddYears(5));
    private static readonly X509Certificate2 OldIssuing = Authority("CN=Public Issuing CA 1, O=Public Trust", Root, Now.AddYears(-4), Now.AddDays(-20));
    private static readonly X509Certificate2 PrivateRoot = Authority("CN=CONTOSO-DC01-CA, DC=contoso, DC=local", null, Now.AddYears(-5), Now.AddYears(10));
    private static readonly X509Certificate2 PrivateIssuing = Authority("CN=Contoso Issuing 1", PrivateRoot, Now.AddYears(-3), Now.AddYears(5));
    private static readonly X509Certificate2 Inspector = Authority("CN=FG200F, O=Fortinet, OU=Certificate Authority", null, Now.AddYears(-5), Now.AddYears(10));

    /// <summary>Whom the laboratory's world trusts.</summary>
    public static X509Certificate2Collection Anchors { get; } = [X509CertificateLoader.LoadCertificate(Root.RawData)];

    /// <summary>What is found at the address that certificates name for their issuer.</summary>
    public static byte[] IssuerBytes => Issuing.RawData;

    public static SslStreamCertificateContext For(string host, CertificateFlaw flaw) =>
        Known.GetOrAdd((host, flaw), static key => new Lazy<SslStreamCertificateContext>(() => Make(key.Host, key.Flaw))).Value;

    /// <summary>Certificate, key and what is sent with them, as the programs of others read it.</summary>
    public static string Pem(string host, CertificateFlaw flaw)
    {
        var context = For(host, flaw);
        using var key = context.TargetCertificate.GetECDsaPrivateKey()!;
        return string.Join('\n', [context.TargetCertificate.ExportCertificatePem(), .. context.IntermediateCertificates.Select(other => other.ExportCertificatePem()), key.ExportPkcs8PrivateKeyPem(), ""]);
    }

    private static SslStreamCertificateContext Make(string host, CertificateFlaw flaw)
    {
        var parent = host[(host.IndexOf('.', StringComparison.Ordinal) + 1)..];
        var grandParent = parent[(parent.IndexOf('.', StringComparison.Ordinal) + 1)..];
        return flaw switch
        {
            CertificateFlaw.Wildcard => Leaf(host, ["*." + parent, parent], Issuing, [Issuing]),
            CertificateFlaw.OtherName => Leaf("www." + parent, ["www." + parent, parent], Issuing, [Issuing]),
            CertificateFlaw.CommonNameOnly => Leaf(host, [], Issuing, [Issuing]),
            CertificateFlaw.ShallowWildcard => Leaf(grandParent, ["*." + grandParent], Issuing, [Issuing]),
            CertificateFlaw.SelfSigned => Leaf(host, [host, "EX01"], null, []),
            CertificateFlaw.PrivateAuthority => Leaf(host, [host], PrivateRoot, [PrivateRoot]),
            CertificateFlaw.PrivateAuthorityWithIntermediate => Leaf(host, [host], PrivateIssuing, [PrivateIssuing]),
            CertificateFlaw.SecurityProduct => Leaf(host, [host], Inspector, [Inspector]),
            CertificateFlaw.MissingIntermediate => Leaf(host, [host], Issuing, []),
            CertificateFlaw.Expired => Leaf(host, [host], Issuing, [Issuing], Now.AddYears(-1), Now.AddDays(-3)),
            CertificateFlaw.NotYetValid => Leaf(host, [host], Issuing, [Issuing], Now.AddDays(2), Now.AddYears(1)),
            CertificateFlaw.AuthorityExpired => Leaf(host, [host], OldIssuing, [OldIssuing]),
            CertificateFlaw.ClientUsage => Leaf(host, [host], Issuing, [Issuing], usage: "1.3.6.1.5.5.7.3.2"),
            _ => Leaf(host, [host, "autodiscover." + parent], Issuing, [Issuing]),
        };
    }

    private static SslStreamCertificateContext Leaf(string name, string[] names, X509Certificate2? issuer, X509Certificate2[] sent, DateTimeOffset? from = null, DateTimeOffset? to = null, string usage = "1.3.6.1.5.5.7.3.1")
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(usage)], false));
        request.CertificateExtensions.Add(new X509AuthorityInformationAccessExtension(null, [IssuerAddress]));
        if (names.Length > 0)
        {
            var alternatives = new SubjectAlternativeNameBuilder();
            foreach (var one in names) alternatives.AddDnsName(one);
            request.CertificateExtensions.Add(alternatives.Build());
        }
        var (begins, ends) = (from ?? Now.AddMonths(-6), to ?? Now.AddMonths(6));
        var made = issuer is null ? request.CreateSelfSigned(begins, ends) : Signed(request, key, issuer, begins, ends);
        return SslStreamCertificateContext.Create(made, [.. sent], offline: true);
    }

    // By name and key alone, so that an authority that has run out can still sign.
    private static X509Certificate2 Signed(CertificateRequest request, ECDsa key, X509Certificate2 issuer, DateTimeOffset from, DateTimeOffset to)
    {
        using var issuerKey = issuer.GetECDsaPrivateKey()!;
        using var made = request.Create(issuer.SubjectName, X509SignatureGenerator.CreateForECDsa(issuerKey), from, to, RandomNumberGenerator.GetBytes(12));
        return made.CopyWithPrivateKey(key);
    }

    private static X509Certificate2 Authority(string name, X509Certificate2? issuer, DateTimeOffset from, DateTimeOffset to)
    {
        var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(name, key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, true));
        return issuer is null ? request.CreateSelfSigned(from, to) : Signed(request, key, issuer, from, to);
    }
}
