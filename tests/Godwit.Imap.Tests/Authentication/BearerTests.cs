using System.Text;

namespace Godwit.Imap.Tests.Authentication;

public sealed class BearerTests
{
    [Fact]
    public void OAuthBearer_says_what_RFC_7628_shows()
    {
        // RFC 7628 section 4.1
        using var credential = SaslCredential.Token("user@example.com", "vF9dft4qmTc2Nvb3RlckBhbHRhdmlzdGEuY29tCg==");
        var mechanism = new OAuthBearerMechanism(credential, "server.example.com", 143);
        Assert.Equal(
            "bixhPXVzZXJAZXhhbXBsZS5jb20sAWhvc3Q9c2VydmVyLmV4YW1wbGUuY29tAXBvcnQ9MTQzAWF1dGg9QmVhcmVyIHZGOWRmdDRxbVRjMk52YjNSbGNrQmhiSFJoZG1semRHRXVZMjl0Q2c9PQEB",
            Convert.ToBase64String(mechanism.InitialResponse()));
    }

    [Fact]
    public void XOAuth2_says_user_and_token()
    {
        using var credential = SaslCredential.Token("someuser@example.com", "ya29.vF9dft4qmTc2Nvb3RlckBhdHRhdmlzdGEuY29tCg");
        Assert.Equal(
            "user=someuser@example.com\u0001auth=Bearer ya29.vF9dft4qmTc2Nvb3RlckBhdHRhdmlzdGEuY29tCg\u0001\u0001",
            Encoding.UTF8.GetString(new XOAuth2Mechanism(credential).InitialResponse()));
    }

    [Theory]
    [InlineData(true, new byte[] { 1 })]
    [InlineData(false, new byte[0])]
    public void A_refused_token_is_acknowledged_and_its_reason_kept(bool standard, byte[] acknowledgement)
    {
        using var credential = SaslCredential.Token("user", "token");
        BearerMechanism mechanism = standard ? new OAuthBearerMechanism(credential) : new XOAuth2Mechanism(credential);
        mechanism.InitialResponse();
        Assert.Null(mechanism.ServerError);
        Assert.Equal(acknowledgement, mechanism.Respond("{\"status\":\"invalid_token\"}"u8));
        Assert.Equal("{\"status\":\"invalid_token\"}", mechanism.ServerError);
        Assert.Throws<SaslException>(() => mechanism.Respond("again"u8));
    }

    [Fact]
    public void A_comma_in_a_user_does_not_end_the_header()
    {
        using var credential = SaslCredential.Token("a,b", "t");
        Assert.StartsWith("n,a=a=2Cb,\u0001auth=", Encoding.UTF8.GetString(new OAuthBearerMechanism(credential).InitialResponse()), StringComparison.Ordinal);
    }
}
