using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Godwit.Testing.Imap;

/// <summary>Which certificate a test server shows; all but the first should be refused by a careful client.</summary>
public enum CertificateChoice
{
    /// <summary>For <c>localhost</c> and <c>127.0.0.1</c>, from the test authority.</summary>
    Good,
    /// <summary>From the test authority, but for <c>mail.elsewhere.example</c>.</summary>
    WrongName,
    /// <summary>From the test authority, but its time is over.</summary>
    Expired,
    /// <summary>Signed by itself.</summary>
    SelfSigned,
}

/// <summary>A certificate authority of the test's own, made in memory on first use and kept for the life of the process.</summary>
public sealed class TestCertificates
{
    private static readonly DateTimeOffset _from = new(2020, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset _to = new(2120, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly Lazy<TestCertificates> _shared = new(() => new TestCertificates());
    private readonly X509Certificate2 _authority = MakeAuthority();
    private readonly Dictionary<CertificateChoice, X509Certificate2> _made = [];

    private TestCertificates() { }

    internal static TestCertificates Shared => _shared.Value;

    /// <summary>The authority's certificate as PEM: what a client is given as its CA file.</summary>
    public string AuthorityPem => _authority.ExportCertificatePem();

    internal X509Certificate2 Server(CertificateChoice choice)
    {
        lock (_made)
        {
            if (!_made.TryGetValue(choice, out var certificate)) _made[choice] = certificate = Make(choice);
            return certificate;
        }
    }

    private X509Certificate2 Make(CertificateChoice choice)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(choice == CertificateChoice.WrongName ? "CN=mail.elsewhere.example" : "CN=localhost", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(Names(choice));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1")], critical: false));
        if (choice == CertificateChoice.SelfSigned) return Usable(request.CreateSelfSigned(_from, _to));
        var until = choice == CertificateChoice.Expired ? _from.AddYears(1) : _to;
        using var signed = request.Create(_authority, _from, until, [1, (byte)choice]);
        return Usable(signed.CopyWithPrivateKey(key));
    }

    private static X509Extension Names(CertificateChoice choice)
    {
        var names = new SubjectAlternativeNameBuilder();
        if (choice == CertificateChoice.WrongName) names.AddDnsName("mail.elsewhere.example");
        else
        {
            names.AddDnsName("localhost");
            names.AddIpAddress(IPAddress.Loopback);
        }
        return names.Build();
    }

    private static X509Certificate2 MakeAuthority()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=Godwit test authority", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, critical: true));
        return request.CreateSelfSigned(_from, _to);
    }

    /// <summary>A key that lives only beside its certificate is of no use to SslStream on every platform; a round trip through PKCS#12 joins them.</summary>
    private static X509Certificate2 Usable(X509Certificate2 certificate)
    {
        using (certificate) return X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pkcs12), null);
    }
}
