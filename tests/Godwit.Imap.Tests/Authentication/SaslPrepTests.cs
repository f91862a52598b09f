using System.Text;

namespace Godwit.Imap.Tests.Authentication;

public sealed class SaslPrepTests
{
    [Theory]
    [InlineData("user", "user")]
    [InlineData("USER", "USER")]
    [InlineData("I\u00adX", "IX")]                 // RFC 4013 section 3: soft hyphen goes
    [InlineData("a\u00a0b", "a b")]                // a space outside ASCII
    [InlineData("\u0007", "\u0007")]               // RFC 4013 would refuse it; a server that holds it accepts it
    public void A_secret_is_prepared(string secret, string prepared) =>
        Assert.Equal(prepared, Encoding.UTF8.GetString(SaslPrep.Prepare(Encoding.UTF8.GetBytes(secret))));

    [Theory]
    [InlineData("\u00aa", "a")]                    // RFC 4013 section 3: form KC
    [InlineData("\u2168", "IX")]                   // RFC 4013 section 3: form KC of a Roman numeral
    [InlineData("e\u0301", "\u00e9")]              // decomposed, as typed on a Mac
    public void A_secret_is_composed_where_the_runtime_has_the_tables(string secret, string prepared)
    {
        Assert.SkipUnless("e\u0301".Normalize() == "\u00e9", "This runtime has no normalisation tables (invariant globalisation).");
        Assert.Equal(prepared, Encoding.UTF8.GetString(SaslPrep.Prepare(Encoding.UTF8.GetBytes(secret))));
    }

    [Fact]
    public void A_secret_that_is_no_UTF8_stays_as_it_is()
    {
        byte[] secret = [0x70, 0xe9, 0x70];
        Assert.Equal(secret, SaslPrep.Prepare(secret));
    }
}
