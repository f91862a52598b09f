using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Godwit.Serving;

/// <summary>A certificate with its key and the intermediates that are sent along. Read again when its file changes, for handshakes from then on; connections go on with what they began with.</summary>
public sealed class ServedCertificate
{
    private readonly WatchedFile<Loaded> _file;

    /// <param name="settings">The files.</param>
    /// <param name="onFault">Told when a changed file cannot be used; the last good certificate stays in use.</param>
    public ServedCertificate(CertificateSettings settings, Action<Fault> onFault) =>
        _file = new WatchedFile<Loaded>(settings.File, _ => Load(settings), (_, broken) => onFault(((FaultException)broken).Fault));

    /// <summary>What a handshake that begins now uses.</summary>
    /// <exception cref="FaultException">It could never be read.</exception>
    public Loaded Current => _file.Current;

    private static Loaded Load(CertificateSettings settings)
    {
        try
        {
            var password = settings.PasswordFile is { } file ? SecretFile.Read(file) : null;
            var all = X509Certificate2.GetCertContentType(settings.File) == X509ContentType.Pfx
                ? X509CertificateLoader.LoadPkcs12CollectionFromFile(settings.File, password, X509KeyStorageFlags.DefaultKeySet)
                : FromPem(settings, password);
            var own = all.FirstOrDefault(certificate => certificate.HasPrivateKey) ?? throw new CryptographicException("it holds no private key");
            var others = new X509Certificate2Collection(all.Where(certificate => certificate != own).ToArray());
            return new Loaded(own, SslStreamCertificateContext.Create(own, others, offline: true));
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException or CryptographicException)
        {
            throw ConfigurationFaults.Refuse(ConfigurationFaults.CertificateUnusable, $"The certificate '{settings.File}' cannot be used: {unreadable.Message}", unreadable);
        }
    }

    private static X509Certificate2Collection FromPem(CertificateSettings settings, string? password)
    {
        var keyFile = settings.KeyFile ?? settings.File;
        var own = password is null ? X509Certificate2.CreateFromPemFile(settings.File, keyFile) : X509Certificate2.CreateFromEncryptedPemFile(settings.File, password, keyFile);
        var all = new X509Certificate2Collection();
        all.ImportFromPemFile(settings.File);
        return [own, .. all.Where(certificate => certificate.Thumbprint != own.Thumbprint)];
    }

    /// <summary>A certificate that was read.</summary>
    /// <param name="Certificate">The certificate with its key.</param>
    /// <param name="Context">What TLS uses.</param>
    public sealed record Loaded(X509Certificate2 Certificate, SslStreamCertificateContext Context);
}
