using System.Security.Cryptography.X509Certificates;

namespace Godwit.Demo.Tests.Organisation;

public sealed class DemoFilesTests
{
    [Fact]
    public void A_certificate_is_trusted_by_its_authority_alone()
    {
        using var folder = new TemporaryFolder();
        using var authority = new DemoAuthority("one", TimeProvider.System);
        using var other = new DemoAuthority("other", TimeProvider.System);
        authority.Publish(folder["ca.pem"]);
        other.Publish(folder["other.pem"]);
        authority.Sign(folder["server.pem"]);
        using var certificate = X509Certificate2.CreateFromPemFile(folder["server.pem"]);

        Assert.True(certificate.MatchesHostname("localhost"));
        Assert.True(IsTrusted(certificate, folder["ca.pem"]));
        Assert.False(IsTrusted(certificate, folder["other.pem"]));
    }

    [Fact]
    public void A_key_is_for_its_owner_alone()
    {
        using var folder = new TemporaryFolder();
        using var authority = new DemoAuthority("one", TimeProvider.System);
        authority.Sign(folder["server.pem"]);

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(folder["server.pem"]));
    }

    [Fact]
    public void A_folder_that_holds_something_is_refused_and_left_alone()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["mine"], "");

        Assert.Equal("GW9031", Assert.Throws<FaultException>(() => DemoFolder.Make(folder.Path)).Fault.Code);
        Assert.True(File.Exists(folder["mine"]));
    }

    [Fact]
    public void A_folder_is_kept_when_that_was_asked_for_and_else_removed()
    {
        using var folder = new TemporaryFolder();
        DemoFolder.Make(folder["kept"]).Dispose();
        var temporary = DemoFolder.Make(null);
        temporary.Dispose();

        Assert.True(Directory.Exists(folder["kept"]));
        Assert.False(Directory.Exists(temporary.Path));
    }

    [Fact]
    public void There_are_eight_people_on_two_servers()
    {
        Assert.Equal(8, Person.All.Select(person => person.Address).Distinct().Count());
        Assert.All(Person.Servers, server => Assert.Equal(4, Person.All.Count(person => person.Server == server)));
    }

    private static bool IsTrusted(X509Certificate2 certificate, string authority)
    {
        using var chain = new X509Chain { ChainPolicy = { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck } };
        chain.ChainPolicy.CustomTrustStore.ImportFromPemFile(authority);
        return chain.Build(certificate);
    }
}
