using System.Security.Cryptography.X509Certificates;
using Godwit.Server.Hosting;

namespace Godwit.Server.Tests.Hosting;

/// <summary>The certificate that the service makes for itself is made anew where what is kept of it cannot be used.</summary>
public sealed class DataFolderTests : IDisposable
{
    private readonly string _path = Directory.CreateTempSubdirectory("godwit-data-").FullName;

    public void Dispose() => Directory.Delete(_path, recursive: true);

    [Fact]
    public void A_certificate_that_is_good_is_kept()
    {
        using var folder = DataFolder.Take(_path);

        Assert.Equal(Thumbprint(folder), Thumbprint(folder));
    }

    /// <summary>A full disk leaves an empty file, a process that was killed between two files those of two pairs.</summary>
    [Theory]
    [InlineData("service-certificate.key", "")]
    [InlineData("service-certificate.pem", "")]
    [InlineData("service-certificate.pem", "-----BEGIN CERTIFICATE-----\nMIIB")]
    [InlineData("service-certificate.key", null)]
    public void A_service_starts_with_another_certificate_when_the_kept_one_was_cut_short_or_its_key_is_another_one_s(string file, string? content)
    {
        using var folder = DataFolder.Take(_path);
        var before = Thumbprint(folder);
        if (content is not null) File.WriteAllText(folder.In(file), content);
        else
        {
            using var other = System.Security.Cryptography.ECDsa.Create();
            File.WriteAllText(folder.In(file), other.ExportPkcs8PrivateKeyPem());
        }

        Assert.NotEqual(before, Thumbprint(folder));
    }

    private static string Thumbprint(DataFolder folder)
    {
        var made = folder.OwnCertificate(TimeProvider.System);
        using var pair = X509Certificate2.CreateFromPemFile(made.File, made.KeyFile);
        return pair.Thumbprint;
    }
}
