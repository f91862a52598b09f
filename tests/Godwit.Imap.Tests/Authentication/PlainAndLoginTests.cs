using System.Text;

namespace Godwit.Imap.Tests.Authentication;

public sealed class PlainAndLoginTests
{
    [Fact]
    public void Plain_says_identity_user_and_password_with_a_NUL_between()
    {
        // RFC 4616 section 4, second example
        using var credential = SaslCredential.Password("Kurt", "xipj3plmq", authorizationId: "Ursel");
        Assert.Equal("Ursel\0Kurt\0xipj3plmq", Encoding.UTF8.GetString(new PlainMechanism(credential).InitialResponse()));
    }

    [Fact]
    public void Plain_leaves_the_identity_empty_for_the_users_own_mailbox()
    {
        // RFC 4616 section 4, first example
        using var credential = SaslCredential.Password("tim", "tanstaaftanstaaf");
        Assert.Equal("\0tim\0tanstaaftanstaaf", Encoding.UTF8.GetString(new PlainMechanism(credential).InitialResponse()));
    }

    [Fact]
    public void Plain_answers_an_empty_challenge_once()
    {
        using var credential = SaslCredential.Password("tim", "secret");
        var mechanism = new PlainMechanism(credential);
        Assert.Equal("\0tim\0secret"u8.ToArray(), mechanism.Respond([]));
        Assert.Equal(SaslFailure.BadChallenge, Assert.Throws<SaslException>(() => mechanism.Respond([])).Failure);
    }

    [Fact]
    public void Login_waits_for_both_questions_and_refuses_a_third()
    {
        using var credential = SaslCredential.Password("zoë", "geheim");
        var mechanism = new LoginMechanism(credential);
        Assert.Null(mechanism.InitialResponse());
        Assert.Equal("zoë"u8.ToArray(), mechanism.Respond("User Name\0"u8));
        Assert.Equal("geheim"u8.ToArray(), mechanism.Respond("Password\0"u8));
        Assert.Throws<SaslException>(() => mechanism.Respond("More?"u8));
    }

    [Fact]
    public void A_credential_never_shows_its_secret_and_forgets_it_when_disposed()
    {
        var credential = SaslCredential.Password("tim", "tanstaaf");
        var mechanism = new PlainMechanism(credential);
        Assert.Equal("tim", credential.ToString());
        Assert.Equal("tim", $"{credential}");
        credential.Dispose();
        Assert.Throws<ObjectDisposedException>(() => mechanism.InitialResponse());
    }

    [Theory]
    [InlineData("", "x", "")]
    [InlineData("a\0b", "x", "")]
    [InlineData("a", "x\0y", "")]
    [InlineData("a", "x", "\0")]
    public void What_no_mechanism_can_carry_is_no_credential(string user, string password, string identity) =>
        Assert.Throws<ArgumentException>(() => SaslCredential.Password(user, password, identity));
}
