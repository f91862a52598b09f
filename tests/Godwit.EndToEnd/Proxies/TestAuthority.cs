using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Godwit.EndToEnd.Proxies;

/// <summary>The authority of <c>servers/certificates</c>, which clients of the tests trust, and what it signs for names of their own.</summary>
internal sealed class TestAuthority
{
    private static readonly Lazy<Task<TestAuthority>> Made = new(MakeAsync);
    private static readonly Oid ServerUse = new("1.3.6.1.5.5.7.3.1"), ClientUse = new("1.3.6.1.5.5.7.3.2");
    private readonly string _folder;

    private TestAuthority(string folder) => _folder = folder;

    /// <summary>The authority as a PEM file.</summary>
    public string File => Path.Combine(_folder, "ca.pem");

    /// <summary>The authority; made once in a checkout.</summary>
    public static Task<TestAuthority> FindAsync() => Made.Value;

    private static async Task<TestAuthority> MakeAsync()
    {
        var servers = Environment.GetEnvironmentVariable("GODWIT_SERVERS") ?? Path.Combine(Checkout.Root, "artifacts", "servers");
        var folder = Path.Combine(servers, "certificates");
        (await Command.RunAsync(Path.Combine(Checkout.ServerScripts, "certificates"), [folder])).OutputOrThrow("certificates");
        return new TestAuthority(folder);
    }

    /// <summary>Writes a certificate for these names and 127.0.0.1, good for both ends of TLS, with its key into one PEM file.</summary>
    public string Sign(string path, params IReadOnlyList<string> names)
    {
        using var authority = X509Certificate2.CreateFromPemFile(File, Path.Combine(_folder, "ca.key"));
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={names[0]}", key, HashAlgorithmName.SHA256);
        var alternatives = new SubjectAlternativeNameBuilder();
        foreach (var name in names) alternatives.AddDnsName(name);
        alternatives.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(alternatives.Build());
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([ServerUse, ClientUse], critical: false));
        using var signed = request.Create(authority, authority.NotBefore, DateTimeOffset.UtcNow.AddYears(1), RandomNumberGenerator.GetBytes(16));
        System.IO.File.WriteAllText(path, signed.ExportCertificatePem() + "\n" + key.ExportPkcs8PrivateKeyPem() + "\n");
        return path;
    }
}
