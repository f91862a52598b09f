using Godwit.Diagnostics.Examination;

namespace Godwit.Diagnostics.Tests.Examination;

public sealed class NamedEndpointTests
{
    [Theory]
    [InlineData("The call to 'https://Mail.firm.example/EWS/mrsproxy.svc' failed.", "mail.firm.example", 443, "/EWS/mrsproxy.svc")]
    [InlineData("There was no endpoint listening at https://mig1.firm.example:8443/godwit/mrsproxy.svc that could accept the message.", "mig1.firm.example", 8443, "/godwit/mrsproxy.svc")]
    [InlineData("No MRSProxy was found running at 'mail.firm.example'.", "mail.firm.example", 443, "/EWS/mrsproxy.svc")]
    [InlineData("The connection to the server 'mail.firm.example' could not be completed.", "mail.firm.example", 443, "/EWS/mrsproxy.svc")]
    [InlineData("Test-MigrationServerAvailability -ExchangeRemoteMove -RemoteServer mail.firm.example -Credentials(Get-Credential)", "mail.firm.example", 443, "/EWS/mrsproxy.svc")]
    [InlineData("TestedEndpoint  : mail.firm.example\nResult          : Failed", "mail.firm.example", 443, "/EWS/mrsproxy.svc")]
    [InlineData("call to 'net.tcp://vi1.prod.outlook.com:9821/x' ... the server 'outlook.office365.com' ---> the call to 'https://mail.firm.example/EWS/mrsproxy.svc' timed out", "mail.firm.example", 443, "/EWS/mrsproxy.svc")]
    [InlineData("#Fields: DateTime,RequestId,UrlHost,UrlStem,HttpStatus\n2026-11-20T10:00:00Z,x,mail.firm.example,/EWS/mrsproxy.svc,401\n2026-11-20T10:00:00Z,x,owa.firm.example,/owa/,200", "mail.firm.example", 443, "/EWS/mrsproxy.svc")]
    public void A_failed_test_or_a_log_names_the_endpoint(string text, string host, int port, string path)
    {
        var found = NamedEndpoint.Find(text)!;

        Assert.Equal((host, port, path), (found.Host, found.Port, found.Path));
    }

    [Fact]
    public void An_address_that_a_console_broke_in_a_word_is_whole()
    {
        const string text = """
            Result      : Failed
            ErrorDetail : Microsoft.Exchange.Migration.MigrationServerConnectionFailedException: The call to 'https://mail.firm.exa
                          mple/EWS/mrsproxy.svc' failed because no service was listening on the specified endpoint. Error details
            """;

        Assert.Equal("mail.firm.example", NamedEndpoint.Find(text)!.Host);
    }

    [Theory]
    [InlineData("")]
    [InlineData("2016-09-15 08:20:18 POST /EWS/mrsproxy.svc 443 - - - 401 1 2148074254 156")]
    public void Where_no_host_is_named_none_is_found(string text) => Assert.Null(NamedEndpoint.Find(text));

    [Fact]
    public void What_is_shown_of_the_text_is_escaped() => Assert.DoesNotContain('\u001b', NamedEndpoint.Find("\u001b[31m https://mail.firm.example/EWS/mrsproxy.svc")!.Told);
}
