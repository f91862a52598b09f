using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Godwit.Demo.Organisation;

/// <summary>A certificate authority that lives as long as the demonstration; its key never touches the disk.</summary>
internal sealed class DemoAuthority : IDisposable
{
    private static readonly OidCollection BothEnds = [new Oid("1.3.6.1.5.5.7.3.1"), new Oid("1.3.6.1.5.5.7.3.2")];
    private readonly X509Certificate2 _certificate;
    private readonly DateTimeOffset _from;

    /// <summary>An authority that is good for a day.</summary>
    public DemoAuthority(string name, TimeProvider clock)
    {
        _from = clock.GetUtcNow().AddHours(-1);
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: true, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, critical: true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));
        _certificate = request.CreateSelfSigned(_from, _from.AddDays(1));
    }

    /// <summary>Writes the authority itself: what others trust.</summary>
    public void Publish(string path) => File.WriteAllText(path, _certificate.ExportCertificatePem() + "\n");

    /// <summary>Writes a certificate for localhost, good for both ends of TLS, with its key: for the owner's eyes alone.</summary>
    public void Sign(string path)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension(BothEnds, critical: false));
        request.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromCertificate(_certificate, includeKeyIdentifier: true, includeIssuerAndSerial: false));
        using var signed = request.Create(_certificate, _from, _from.AddHours(23), RandomNumberGenerator.GetBytes(16));
        PrivateFile.Write(path, signed.ExportCertificatePem() + "\n" + key.ExportPkcs8PrivateKeyPem() + "\n");
    }

    /// <inheritdoc/>
    public void Dispose() => _certificate.Dispose();
}
