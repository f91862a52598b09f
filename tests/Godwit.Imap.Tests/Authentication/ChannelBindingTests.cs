using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Godwit.Imap.Tests.Authentication;

public sealed class ChannelBindingTests
{
    [Theory]
    [InlineData("SHA256", "SHA256")]
    [InlineData("SHA384", "SHA384")]
    [InlineData("SHA512", "SHA512")]
    public void A_certificate_is_hashed_by_the_hash_of_its_signature(string signature, string binding)
    {
        using var key = RSA.Create(2_048);
        var request = new CertificateRequest("CN=x", key, new HashAlgorithmName(signature), RSASignaturePadding.Pkcs1);
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(1));
        var made = ChannelBinding.OfServer(certificate);
        Assert.NotNull(made);
        Assert.Equal("tls-server-end-point", made.Type);
        Assert.Equal(CryptographicOperations.HashData(new HashAlgorithmName(binding), certificate.RawData), made.Data.ToArray());
    }

    [Fact]
    public void A_signature_without_a_named_hash_gives_no_binding()
    {
        using var key = RSA.Create(2_048);
        var request = new CertificateRequest("CN=x", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pss);
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(1));
        Assert.Null(ChannelBinding.OfServer(certificate));
    }
}
