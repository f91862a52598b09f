using System.Security.Cryptography;
using System.Text;

namespace Godwit.Imap.Tests.Authentication;

public sealed class ScramTests
{
    private const string Sha256Nonce = "rOprNGfwEbeRWgbNEkqO";
    private const string Sha256First = "r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096";

    [Fact]
    public void The_exchange_of_RFC_7677_is_reproduced()
    {
        using var credential = SaslCredential.Password("user", "pencil");
        var mechanism = new ScramMechanism(credential, HashAlgorithmName.SHA256, binding: null, Sha256Nonce);
        Assert.Equal("SCRAM-SHA-256", mechanism.Name);
        Assert.Equal("n,,n=user,r=rOprNGfwEbeRWgbNEkqO", Text(mechanism.InitialResponse()));
        Assert.Equal(
            "c=biws,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=",
            Text(mechanism.Respond(Bytes(Sha256First))));
        Assert.False(mechanism.ServerIsProven);
        Assert.Empty(mechanism.Respond(Bytes("v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=")));
        Assert.True(mechanism.ServerIsProven);
    }

    [Fact]
    public void The_exchange_of_RFC_5802_is_reproduced()
    {
        using var credential = SaslCredential.Password("user", "pencil");
        var mechanism = new ScramMechanism(credential, HashAlgorithmName.SHA1, binding: null, "fyko+d2lbbFgONRv9qkxdawL");
        Assert.Equal("SCRAM-SHA-1", mechanism.Name);
        Assert.Equal("n,,n=user,r=fyko+d2lbbFgONRv9qkxdawL", Text(mechanism.InitialResponse()));
        Assert.Equal(
            "c=biws,r=fyko+d2lbbFgONRv9qkxdawL3rfcNHYJY1ZVvWVs7j,p=v0X8v3Bz2T0CJGbJQyF0X+HI4Ts=",
            Text(mechanism.Respond("r=fyko+d2lbbFgONRv9qkxdawL3rfcNHYJY1ZVvWVs7j,s=QSXCR+Q6sek8bf92,i=4096"u8)));
        Assert.Empty(mechanism.Respond("v=rmF9pqV8S7suAoZWja4dJRkFsKQ="u8));
        Assert.True(mechanism.ServerIsProven);
    }

    [Fact]
    public void A_server_that_does_not_know_the_password_is_found_out()
    {
        using var credential = SaslCredential.Password("user", "pencil");
        var mechanism = Begun(credential);
        mechanism.Respond(Bytes(Sha256First));
        var failure = Assert.Throws<SaslException>(() => mechanism.Respond("v=AAriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4="u8));
        Assert.Equal(SaslFailure.ServerNotProven, failure.Failure);
        Assert.False(mechanism.ServerIsProven);
    }

    [Fact]
    public void A_servers_own_words_are_told_escaped()
    {
        using var credential = SaslCredential.Password("user", "pencil");
        var mechanism = Begun(credential);
        mechanism.Respond(Bytes(Sha256First));
        var failure = Assert.Throws<SaslException>(() => mechanism.Respond("e=invalid-\u001bproof"u8));
        Assert.Equal(SaslFailure.Refused, failure.Failure);
        Assert.Contains("invalid-\\x1Bproof", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("r=someoneElse,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096", SaslFailure.ServerNotProven)]
    [InlineData("r=rOprNGfwEbeRWgbNEkqO,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096", SaslFailure.ServerNotProven)]
    [InlineData("r=rOprNGfwEbeRWgbNEkqOx,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=1", SaslFailure.BadChallenge)]
    [InlineData("r=rOprNGfwEbeRWgbNEkqOx,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=2000000000", SaslFailure.BadChallenge)]
    [InlineData("r=rOprNGfwEbeRWgbNEkqOx,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=-4096", SaslFailure.BadChallenge)]
    [InlineData("r=rOprNGfwEbeRWgbNEkqOx,s=,i=4096", SaslFailure.BadChallenge)]
    [InlineData("r=rOprNGfwEbeRWgbNEkqOx,s=!!!,i=4096", SaslFailure.BadChallenge)]
    [InlineData("m=x,r=rOprNGfwEbeRWgbNEkqOx,s=AAAA,i=4096", SaslFailure.BadChallenge)]
    [InlineData("", SaslFailure.BadChallenge)]
    public void A_challenge_against_the_rules_ends_the_exchange(string challenge, SaslFailure failure)
    {
        using var credential = SaslCredential.Password("user", "pencil");
        var mechanism = Begun(credential);
        Assert.Equal(failure, Assert.Throws<SaslException>(() => mechanism.Respond(Bytes(challenge))).Failure);
    }

    [Fact]
    public void A_challenge_over_the_bound_is_not_read()
    {
        using var credential = SaslCredential.Password("user", "pencil");
        var mechanism = Begun(credential);
        Assert.Throws<SaslException>(() => mechanism.Respond(Bytes(Sha256First + ",x=" + new string('x', 5_000))));
    }

    [Fact]
    public void Names_are_escaped_and_an_authorisation_identity_goes_into_the_header()
    {
        using var credential = SaslCredential.Password("a=b,c", "x", authorizationId: "d,e");
        var mechanism = new ScramMechanism(credential, HashAlgorithmName.SHA256, binding: null, "nonce");
        Assert.Equal("n,a=d=2Ce,n=a=3Db=2Cc,r=nonce", Text(mechanism.InitialResponse()));
    }

    [Fact]
    public void A_channel_binding_is_named_and_sent_with_the_proof()
    {
        using var credential = SaslCredential.Password("user", "pencil");
        var mechanism = new ScramMechanism(credential, HashAlgorithmName.SHA256, new ChannelBinding("tls-server-end-point", new byte[] { 1, 2, 3 }), Sha256Nonce);
        Assert.Equal("SCRAM-SHA-256-PLUS", mechanism.Name);
        Assert.Equal("p=tls-server-end-point,,n=user,r=rOprNGfwEbeRWgbNEkqO", Text(mechanism.InitialResponse()));
        var binding = Convert.ToBase64String([.. "p=tls-server-end-point,,"u8, 1, 2, 3]);
        Assert.StartsWith($"c={binding},", Text(mechanism.Respond(Bytes(Sha256First))), StringComparison.Ordinal);
    }

    [Fact]
    public void Two_exchanges_never_share_a_nonce()
    {
        using var credential = SaslCredential.Password("user", "pencil");
        var one = Text(new ScramMechanism(credential, HashAlgorithmName.SHA256).InitialResponse());
        var two = Text(new ScramMechanism(credential, HashAlgorithmName.SHA256).InitialResponse());
        Assert.NotEqual(one, two);
    }

    private static ScramMechanism Begun(SaslCredential credential)
    {
        var mechanism = new ScramMechanism(credential, HashAlgorithmName.SHA256, binding: null, Sha256Nonce);
        mechanism.InitialResponse();
        return mechanism;
    }

    private static string Text(byte[] bytes) => Encoding.UTF8.GetString(bytes);

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);
}
