using Godwit.Network.Autodiscover;

namespace Godwit.Network.Tests.Autodiscover;

public sealed class CredentialReachTests
{
    [Theory]
    [InlineData("firm.example", "firm.example", true)]
    [InlineData("firm.example", "AUTODISCOVER.Firm.example", true)]
    [InlineData("firm.example", "a.b.firm.example.", true)]
    [InlineData("münchen.example", "autodiscover.xn--mnchen-3ya.example", true)]
    [InlineData("xn--mnchen-3ya.example", "mail.münchen.example", true)]
    [InlineData("firm.example", "hoster.test", true)]
    [InlineData("firm.example", "www.hoster.test", false)]
    [InlineData("firm.example", "evilfirm.example", false)]
    [InlineData("firm.example", "firm.example.evil.test", false)]
    [InlineData("sales.firm.example", "firm.example", false)]
    public void The_domain_what_is_below_it_and_what_was_named(string domain, string host, bool covered) => Assert.Equal(covered, new CredentialReach(domain, ["Hoster.test"]).Covers(host));
}
