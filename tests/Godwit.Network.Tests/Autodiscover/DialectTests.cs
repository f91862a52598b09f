using System.Text;
using Godwit.Network.Autodiscover;

namespace Godwit.Network.Tests.Autodiscover;

public sealed class DialectTests
{
    [Fact]
    public void Addresses_for_outside_come_first_and_the_inside_last()
    {
        var answer = PoxDialect.Read(Bytes("""
            <Autodiscover xmlns="http://schemas.microsoft.com/exchange/autodiscover/responseschema/2006"><Response xmlns="https://other"><Account><Action>settings</Action>
             <Protocol><Type>EXCH</Type><Server>x</Server><ASUrl>https://in.lab.example/EWS/Exchange.asmx</ASUrl></Protocol>
             <Protocol><Type>EXPR</Type><Server>Mail.lab.example</Server><EwsUrl>https://mail.lab.example/EWS/Exchange.asmx</EwsUrl></Protocol>
             <Protocol Type="mapiHttp"><MailStore/></Protocol></Account></Response></Autodiscover>
            """))!;

        Assert.Equal(["mail.lab.example", "mail.lab.example", "in.lab.example"], answer.Hosts.Select(host => host.Host));
        Assert.Equal(["EXPR EwsUrl", "EXPR Server", "EXCH ASUrl"], answer.Hosts.Select(host => host.Setting));
    }

    [Theory]
    [InlineData("<Autodiscover><Response><Error><ErrorCode>500</ErrorCode></Error></Response></Autodiscover>", "500", null)]
    [InlineData("<Autodiscover><Response><Account><Action>redirectAddr</Action><RedirectAddr>a@t.mail.onmicrosoft.com</RedirectAddr></Account></Response></Autodiscover>", null, "a@t.mail.onmicrosoft.com")]
    public void Errors_and_redirects_are_told(string xml, string? error, string? redirect)
    {
        var answer = PoxDialect.Read(Bytes(xml))!;

        Assert.Equal(error, answer.ErrorCode);
        Assert.Equal(redirect, answer.RedirectAddress);
    }

    [Theory]
    [InlineData("<!DOCTYPE x [<!ENTITY a \"b\">]><Autodiscover><Response>&a;</Response></Autodiscover>")]
    [InlineData("<html><body>Welcome</body></html>")]
    [InlineData("<Autodiscover><Response>")]
    [InlineData("")]
    public void What_is_no_autodiscover_is_not_taken_for_it(string body)
    {
        Assert.Null(PoxDialect.Read(Bytes(body)));
        Assert.Null(SoapDialect.Read(Bytes(body)));
        Assert.Null(JsonDialect.Read(Bytes(body)));
    }

    [Fact]
    public void Soap_settings_and_errors_are_read()
    {
        const string Start = "<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\"><s:Body><GetUserSettingsResponseMessage><Response><ErrorCode>NoError</ErrorCode><UserResponses><UserResponse>";
        var found = SoapDialect.Read(Bytes(Start + "<ErrorCode>NoError</ErrorCode><UserSettings><UserSetting><Name>ExternalEwsUrl</Name><Value>https://mail.lab.example/EWS/Exchange.asmx</Value></UserSetting></UserSettings></UserResponse></UserResponses></Response></GetUserSettingsResponseMessage></s:Body></s:Envelope>"))!;
        var invalid = SoapDialect.Read(Bytes(Start + "<ErrorCode>InvalidUser</ErrorCode></UserResponse></UserResponses></Response></GetUserSettingsResponseMessage></s:Body></s:Envelope>"))!;

        Assert.Equal("mail.lab.example", Assert.Single(found.Hosts).Host);
        Assert.Null(found.ErrorCode);
        Assert.Equal("InvalidUser", invalid.ErrorCode);
    }

    [Fact]
    public void Json_gives_an_address_or_an_error()
    {
        Assert.Equal("mail.lab.example", Assert.Single(JsonDialect.Read(Bytes("{\"Protocol\":\"EWS\",\"Url\":\"https://mail.lab.example/EWS/Exchange.asmx\"}"))!.Hosts).Host);
        Assert.Equal("UserNotFound", JsonDialect.Read(Bytes("{\"ErrorCode\":\"UserNotFound\",\"ErrorMessage\":\"...\"}"))!.ErrorCode);
    }

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);
}
