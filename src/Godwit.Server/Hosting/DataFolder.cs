using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Godwit.Server.Hosting;

/// <summary>The folder with everything that the service keeps. One process has it at a time; the lock goes with the process.</summary>
internal sealed class DataFolder : IDisposable
{
    private static readonly TimeSpan OwnCertificateLife = TimeSpan.FromDays(730), OwnCertificateReserve = TimeSpan.FromDays(30);
    private readonly FileStream _lock;

    private DataFolder(string path, FileStream held) => (Path, _lock) = (path, held);

    /// <summary>Its path.</summary>
    public string Path { get; }

    /// <summary>The database.</summary>
    public string Database => In("service.db");

    /// <summary>The keys that secrets are encrypted with.</summary>
    public string Keys => In("keys");

    /// <summary>The ledgers, a file for each move.</summary>
    public string Ledgers => In("ledgers");

    /// <summary>Takes the folder, made if it is not there; only its owner may look into it.</summary>
    /// <exception cref="FaultException"><see cref="MoveFaults.DataInUse"/> or <see cref="MoveFaults.StoreUnusable"/>.</exception>
    public static DataFolder Take(string path)
    {
        try
        {
            MakeOwners(path);
            MakeOwners(System.IO.Path.Combine(path, "keys"));
            MakeOwners(System.IO.Path.Combine(path, "ledgers"));
        }
        catch (Exception refusal) when (refusal is IOException or UnauthorizedAccessException)
        {
            throw MoveFaults.Refuse(MoveFaults.StoreUnusable, $"The data folder '{path}' cannot be made: {refusal.Message}", refusal);
        }
        try
        {
            return new DataFolder(path, new FileStream(System.IO.Path.Combine(path, "service.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 1));
        }
        catch (Exception refusal) when (refusal is IOException or UnauthorizedAccessException)
        {
            throw MoveFaults.Refuse(MoveFaults.DataInUse, $"The data folder '{path}' is in use by another process; end it, or name another folder with 'data'.", refusal);
        }
    }

    /// <summary>A path inside.</summary>
    public string In(string name) => System.IO.Path.Combine(Path, name);

    /// <summary>The certificate that the service makes for itself: for this machine's names, kept until a month before its end, or until it cannot be used.</summary>
    public CertificateSettings OwnCertificate(TimeProvider clock)
    {
        var (certificate, key) = (In(ServiceDefaults.OwnCertificateFile), In("service-certificate.key"));
        if (EndOf(certificate, key) > clock.GetUtcNow() + OwnCertificateReserve) return new CertificateSettings(certificate, key, null);
        using var pair = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var made = Make(pair, clock.GetUtcNow());
        WriteOwners(key, pair.ExportPkcs8PrivateKeyPem());
        File.WriteAllText(certificate, made.ExportCertificatePem());
        return new CertificateSettings(certificate, key, null);
    }

    // A disk that was full, or a kill between the two files, leaves what no server can start with.
    private static DateTimeOffset? EndOf(string certificate, string key)
    {
        try
        {
            using var pair = X509Certificate2.CreateFromPemFile(certificate, key);
            return pair.NotAfter.ToUniversalTime();
        }
        catch (Exception unusable) when (unusable is IOException or CryptographicException or ArgumentException)
        {
            return null;
        }
    }

    /// <summary>Writes a file that only its owner may read.</summary>
    public static void WriteOwners(string path, string text)
    {
        File.Delete(path);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using var file = new StreamWriter(path, options);
        file.Write(text);
    }

    public void Dispose() => _lock.Dispose();

    private static X509Certificate2 Make(ECDsa pair, DateTimeOffset now)
    {
        var request = new CertificateRequest($"CN={Environment.MachineName}", pair, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        names.AddDnsName(Environment.MachineName);
        names.AddIpAddress(IPAddress.Loopback);
        names.AddIpAddress(IPAddress.IPv6Loopback);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: false, hasPathLengthConstraint: false, 0, critical: true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1")], critical: false));
        return request.CreateSelfSigned(now.AddMinutes(-5), now + OwnCertificateLife);
    }

    private static void MakeOwners(string path)
    {
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(path);
        else Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }
}
