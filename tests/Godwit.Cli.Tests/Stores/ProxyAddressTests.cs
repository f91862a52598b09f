namespace Godwit.Cli.Tests.Stores;

public sealed class ProxyAddressTests
{
    private static ProxyAddress Read(string text) => Assert.IsType<ProxyAddress>(StoreAddress.Parse("--from", text));

    private static Fault Refused(string text) => Assert.Throws<FaultException>(() => StoreAddress.Parse("--from", text)).Fault;

    [Fact]
    public void Account_host_and_mailbox_are_told_apart()
    {
        var address = Read("proxy://mig%40contoso.com@mail.example/anna@example.org");
        Assert.Equal(("mig@contoso.com", "mail.example", 443, "anna@example.org"), (address.User, address.Host, address.Port, address.Mailbox));
        Assert.Equal("https://mail.example/EWS/mrsproxy.svc", address.Endpoint.ToString());
        Assert.Equal(TlsUse.Required, address.Tls);
    }

    [Fact]
    public void Options_are_read()
    {
        var address = Read("proxy://CONTOSO%5Cmig@[2001:db8::1]:8443/anna@example.org?tls=insecure&path=/godwit/mrsproxy.svc&http=2&auth=oauth");
        Assert.Equal(("CONTOSO\\mig", TlsUse.Insecure, true, true), (address.User, address.Tls, address.UsesHttp2, address.UsesToken));
        Assert.Equal("https://[2001:db8::1]:8443/godwit/mrsproxy.svc", address.Endpoint.ToString());
    }

    [Fact]
    public void What_is_shown_can_be_read_again()
    {
        var address = Read("proxy://CONTOSO%5Cmig@mail.example:8443/anna@example.org");
        Assert.Equal(address, Read(address.ToString()));
    }

    [Theory]
    [InlineData("proxy:mail.example/anna@example.org")]
    [InlineData("proxy://mail.example/anna@example.org")]
    [InlineData("proxy://mig@mail.example")]
    [InlineData("proxy://mig@mail.example/")]
    [InlineData("proxy://mig@mail.example/anna")]
    [InlineData("proxy://mig@mail.example/a/b@example.org")]
    [InlineData("proxy://mig@mail.example:0/anna@example.org")]
    [InlineData("proxy://mig@mail.example/anna@example.org?tls=none")]
    [InlineData("proxy://mig@mail.example/anna@example.org?http=3")]
    [InlineData("proxy://mig@mail.example/anna@example.org?path=/a/../b")]
    [InlineData("proxy://mig@mail.example/anna@example.org?ca=a&tls=insecure")]
    [InlineData("proxy://mig@mail.example/anna@example.org?what=1")]
    public void What_cannot_be_meant_is_refused(string text) => Assert.Equal(UsageFaults.BadStoreAddress.Code, Refused(text).Code);

    [Theory]
    [InlineData("proxy://mig@mail.example", 443), InlineData("proxy://mig@mail.example:8443", 8443), InlineData("PROXY://mig@mail.example/", 443), InlineData("proxy://mig@mail.example?http=2", 443)]
    public void A_proxy_as_a_whole_needs_no_mailbox(string text, int port)
    {
        var address = ProxyAddress.ReadWithoutMailbox("--from", text);
        Assert.Equal(("mig", "mail.example", port, ""), (address.User, address.Host, address.Port, address.Mailbox));
        Assert.Equal(address with { UsesHttp2 = false }, ProxyAddress.ReadWithoutMailbox("--from", address.ToString()));
    }

    [Theory]
    [InlineData("proxy://mail.example"), InlineData("proxy://mig@mail.example/anna@example.org"), InlineData("imaps://mig@mail.example"), InlineData("proxy:mig@mail.example"), InlineData("proxy://mig@mail.example?what=1"), InlineData("proxy://mig@")]
    public void What_is_no_proxy_as_a_whole_is_refused(string text) =>
        Assert.Equal(UsageFaults.BadStoreAddress.Code, Assert.Throws<FaultException>(() => ProxyAddress.ReadWithoutMailbox("--from", text)).Fault.Code);

    [Fact]
    public void A_password_in_the_address_is_refused_and_not_repeated()
    {
        var fault = Refused("proxy://mig:canary@mail.example/anna@example.org");
        Assert.Equal(UsageFaults.PasswordExposed.Code, fault.Code);
        Assert.DoesNotContain("canary", fault.ToString(), StringComparison.Ordinal);
    }
}
