using Godwit.Network.Tls;

namespace Godwit.Network.Tests.Tls;

public sealed class HostNameMatchTests
{
    [Theory]
    [InlineData("mail.lab.example", "mail.lab.example", true)]
    [InlineData("MAIL.lab.example", "mail.LAB.example", true)]
    [InlineData("*.lab.example", "mail.lab.example", true)]
    [InlineData("*.lab.example", "lab.example", false)]
    [InlineData("*.lab.example", "a.mail.lab.example", false)]
    [InlineData("m*.lab.example", "mail.lab.example", false)]
    [InlineData("192.0.2.1", "192.0.2.1", true)]
    [InlineData("*.0.2.1", "192.0.2.1", false)]
    public void A_wildcard_stands_for_one_whole_label(string name, string host, bool matches) => Assert.Equal(matches, HostNameMatch.IsFor([name], host));

    [Theory]
    [InlineData("*.lab.example", "a.mail.lab.example", true)]
    [InlineData("*.lab.example", "mail.lab.example", false)]
    [InlineData("*.lab.example", "mail.other.example", false)]
    public void The_usual_misunderstanding_is_recognised(string name, string host, bool deeper) => Assert.Equal(deeper, HostNameMatch.IsWildcardForDeeperName(name, host));
}
