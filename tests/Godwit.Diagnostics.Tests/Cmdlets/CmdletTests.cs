using Godwit.Diagnostics.Cmdlets;
using Godwit.Diagnostics.Reports;

namespace Godwit.Diagnostics.Tests.Cmdlets;

public sealed class CmdletTests
{
    private const string Published = """
        ExternalAuthenticationMethods : {Basic, Ntlm, WindowsIntegrated, WSSecurity, OAuth}

        ExternalUrl                   :

        MRSProxyEnabled               : True

        Server                        : EX2015
        """;

    [Fact]
    public void The_published_listing_shows_an_empty_external_address()
    {
        var report = Read(Published);

        var finding = Assert.Single(report.Verdict.Findings);
        Assert.Equal(("GW5302", "EX2015"), (finding.Code, finding.Subject));
    }

    [Fact]
    public void The_published_configuration_is_read_without_a_finding()
    {
        var report = Read("RunspaceId              : b9953935-cd81-4ec7-a263-cc55879210f5\r\nIdentity                :\r\nMaxNumberOfBatches      : 100\r\nMaxConcurrentMigrations : 300\r\nFeatures                : MultiBatch, PAW\r\nCanSubmitNewBatch       : True\r\nSupportsCutover         : False\r\n");

        Assert.Equal(VerdictState.Passed, report.Verdict.State);
        Assert.Contains(report.Sections.Single().Rows, row => row is ["Features", "MultiBatch, PAW"]);
    }

    [Fact]
    public void An_analyzers_results_are_read_by_their_sentences()
    {
        var report = Read("""
            <?xml version="1.0"?>
            <Results><Test><TestDescription>Testing the replication proxy</TestDescription><Status>Failed</Status>
              <Steps><Step Name="TLS"><Text>The certificate passed all validation requirements.</Text></Step>
              <Step Name="MRS"><Detail>A Web exception occurred because an HTTP 503 - (503) Server Unavailable response was received.</Detail></Step></Steps></Test></Results>
            """);

        var finding = Assert.Single(report.Verdict.Findings);
        Assert.Equal(Godwit.Diagnostics.Cmdlets.ErrorFindings.Unavailable, finding.Kind);
        Assert.Contains("(MRS)", finding.Evidence[0].ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Failed", "an HTTP 401 - Unauthorized response was received from Unknown.&#10;HTTP Response Headers:&#10;WWW-Authenticate: Basic realm=&quot;mail&quot;&#10;Server: nginx", "GW5326")]
    [InlineData("Failed", "an HTTP 401 - Unauthorized response was received from IIS8.&#10;HTTP Response Headers:&#10;X-FEServer: EX1&#10;WWW-Authenticate: Negotiate&#10;WWW-Authenticate: NTLM", "GW5327")]
    [InlineData("Failed", "A Web exception occurred because an HTTP 404 - 404 response was received from Unknown.", "GW5330")]
    [InlineData("Failed", "A Web exception occurred because an HTTP 503 - ServiceUnavailable response was received from Unknown.", "GW5333")]
    [InlineData("Failed", "The specified port is either blocked, not listening, or not producing the expected response.", "GW5322")]
    [InlineData("Failed", "Certificate trust validation failed.", "GW5323")]
    [InlineData("Passed", "an HTTP 401 - Unauthorized response was received from Unknown.", null)]
    public void An_analyzers_steps_are_read_with_their_header_fields_and_those_that_passed_are_no_error(string status, string details, string? code)
    {
        var report = Read($"<Results Status=\"Failed\"><Step Name=\"x\" Status=\"{status}\"><AdditionalDetails>{details}</AdditionalDetails></Step></Results>");

        Assert.Equal(code is null ? [] : [code], report.Verdict.Findings.Select(finding => finding.Code));
    }

    [Fact]
    public void An_analyzers_results_as_they_are_copied_to_the_clipboard_are_read() => Assert.Equal("GW5322", Assert.Single(Read("""
        Testing TCP port 443 on host mail.example.com to ensure it's listening and open.
         	The specified port is either blocked, not listening, or not producing the expected response.
         	Additional Details
         	 	A network error occurred while communicating with the remote host.
        """).Verdict.Findings).Code);

    [Fact]
    public void XML_that_says_nothing_known_is_no_verdict() => Assert.Equal(VerdictState.CannotTell, Read("<a><b>hello</b></a>").Verdict.State);

    [Fact]
    public void Entities_are_not_resolved() => Assert.Throws<FormatException>(() => Read("<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><a>&x;</a>"));

    [Fact]
    public void All_servers_are_compared()
    {
        var report = Read("Server : EX1\nMRSProxyEnabled : True\nExternalUrl : https://m/EWS/Exchange.asmx\nWindowsAuthentication : True\n\nServer : EX2\nMRSProxyEnabled : False\nExternalUrl : https://m/EWS/Exchange.asmx\nWindowsAuthentication : False\nExtendedProtectionTokenChecking : Require\n");

        Assert.Equal(["GW5303", "GW5301", "GW5305", "GW5305", "GW5304"], report.Verdict.Findings.Select(finding => finding.Code));
        Assert.All(report.Verdict.Findings.Where(finding => finding.Kind.Severity == Severity.Fault), finding => Assert.Equal("EX2", finding.Subject));
        Assert.Equal(2, report.Sections[0].Rows.Count);
    }

    [Theory]
    [InlineData("<Objs Version=\"1.1.0.1\" xmlns=\"http://schemas.microsoft.com/powershell/2004/04\"><Obj RefId=\"0\"><Props><B N=\"MRSProxyEnabled\">false</B><Nil N=\"ExternalUrl\" /><S N=\"Server\">EX_x0031_</S><Obj N=\"ExternalAuthenticationMethods\" RefId=\"1\"><LST><S>Ntlm</S><S>OAuth</S></LST></Obj></Props></Obj></Objs>")]
    [InlineData("[{\"MRSProxyEnabled\":false,\"ExternalUrl\":null,\"Server\":{\"Name\":\"EX1\"},\"ExternalAuthenticationMethods\":[\"Ntlm\",\"OAuth\"]}]")]
    [InlineData("\uFEFFMRSProxyEnabled               : False\nExternalUrl                   : \nServer                        : EX1\nExternalAuthenticationMethods : {Ntlm,\n                                OAuth}\n")]
    public void Lists_CliXml_and_JSON_say_the_same(string text)
    {
        var report = Read(text);

        Assert.Equal(["GW5302", "GW5301"], report.Verdict.Findings.Select(finding => finding.Code));
        Assert.All(report.Verdict.Findings, finding => Assert.Equal("EX1", finding.Subject));
    }

    [Fact]
    public void A_chain_is_unwrapped_to_its_root_also_where_the_console_broke_a_word()
    {
        const string text = """
            RunspaceId         : b9953935-cd81-4ec7-a263-cc55879210f5
            Result             : Failed
            Message            : The connection to the server 'mail.example.com' could not be completed.
            SupportsCutover    : False
            ErrorDetail        : Microsoft.Exchange.Migration.MigrationServerConnectionFailedException: The connection to the s
                                 erver 'mail.example.com' could not be completed. ---> MRSRemoteTransientException: The call
                                  to 'https://mail.example.com/EWS/mrsproxy.svc' failed. Error details: The HTTP request is 
                                 forbidden with client authentication scheme 'Negotiate'. --> The remote server returned an 
                                 error: (403) Forbidden.. ---> MRSRemotePer
                                 manentException: The remote server returned an error: (403) Forbidden.
            IsValid            : True
            """;

        var report = Read(text);

        var finding = Assert.Single(report.Verdict.Findings);
        Assert.Equal("GW5329", finding.Code);
        Assert.Equal("The remote server returned an error: (403) Forbidden", finding.Evidence[0].Text);
    }

    [Theory]
    [InlineData("The call failed. --> The HTTP request is unauthorized with client authentication scheme 'Negotiate'. The authentication header received from the server was 'Basic realm=\"mail\"'. --> The remote server returned an error: (401) Unauthorized.", "GW5326")]
    [InlineData("MrsHttpUnauthorizedException: La requête 'Negotiate' blah 'Negotiate,NTLM'. --> (401)", "GW5327")]
    [InlineData("The call failed. --> The remote name could not be resolved: 'x'", "GW5320")]
    [InlineData("There was no endpoint listening at https://x. --> No connection could be made: TCP error code 10061: actively refused it", "GW5321")]
    [InlineData("no service was listening at net.tcp://srv/Microsoft.Exchange.MailboxReplicationService.ProxyService. TCP error code 10061 10.0.0.1:808", "GW5344")]
    [InlineData("Could not establish trust relationship for the SSL/TLS secure channel with authority 'x'", "GW5323")]
    [InlineData("The request channel timed out while waiting for a reply after 00:00:10", "GW5322")]
    [InlineData("The remote server returned an unexpected response: (302) Found", "GW5325")]
    [InlineData("The remote server returned an unexpected response: (413) Request Entity Too Large", "GW5331")]
    [InlineData("The HTTP service located at https://x is unavailable. --> (503) Server Unavailable", "GW5333")]
    [InlineData("timed out. --> The remote server returned an error: (504) Gateway Timeout", "GW5334")]
    [InlineData("No MRSProxy was found running at 'h'. --> The call to 'https://h' failed. Error details: Access is denied.", "GW5335")]
    [InlineData("The Mailbox Replication Service: No MRSProxy was found running at 'h'.", "GW5336")]
    [InlineData("Exception has been thrown by the target of an invocation.", "GW5339")]
    [InlineData("MRSProxyConnectionLimitReachedTransientException: Current connections: 100, Connections limit: 100", "GW5340")]
    [InlineData("The value of wsrm:Identifier is not a known Sequence identifier. The reliable session was faulted", "GW5345")]
    [InlineData("Could not establish secure channel for SSL/TLS with authority 'x'.", "GW5324")]
    [InlineData("The remote server returned an unexpected response: (400) Bad Request.", "GW5332")]
    [InlineData("The call to 'https://outlook.office365.com/EWS/mrsproxy.svc' failed.", "GW5337")]
    [InlineData("Mailbox 'Anna' is already being moved to 'DB1'.", "GW5341")]
    [InlineData("MissingExchangeGuidException: The object has no ExchangeGuid.", "GW5342")]
    [InlineData("MAPI provider is not supported for mailbox with version '14.3'.", "GW5343")]
    [InlineData("The move failed because something new happened", "GW5348")]
    public void An_error_is_led_to_its_cause(string text, string code) => Assert.Equal(code, Assert.Single(Read(text).Verdict.Findings).Code);

    [Fact]
    public void A_failure_of_an_unknown_kind_is_a_failure_all_the_same()
    {
        var verdict = Read("NewKindException: something new happened").Verdict;

        Assert.Equal((VerdictState.Failed, "Possibly: The error is not known."), (verdict.State, verdict.Told));
    }

    [Theory]
    [InlineData("# a proxy\nserver: mbx1\ncertificate: proxy.pem\nstores:\n  one: { memory: true }\n")]
    [InlineData("Dear all, the move is on Friday.")]
    public void What_is_no_output_of_a_command_is_not_understood(string text)
    {
        var report = Read(text);

        Assert.Equal((VerdictState.CannotTell, 2), (report.Verdict.State, DiagnosisExitCodes.For(report.Verdict)));
        Assert.Empty(report.Verdict.Findings);
        Assert.Empty(report.Sections);
    }

    [Fact]
    public void A_success_is_no_finding() => Assert.Equal(VerdictState.Passed, Read("Result : Success\nMessage :\nSupportsCutover : False\nErrorDetail :\n").Verdict.State);

    [Fact]
    public void A_failed_health_check_is_told_with_its_words()
    {
        var report = Read("Check   : ServiceCheck\nPassed  : True\nMessage : running\n\nCheck   : QueueScanCheck\nPassed  : False\nMessage : not scanned\n          for 4000 s\n");

        var finding = Assert.Single(report.Verdict.Findings);
        Assert.Equal(("GW5310", "QueueScanCheck: not scanned for 4000 s"), (finding.Code, finding.Evidence[0].Text));
    }

    [Fact]
    public void Failures_of_a_move_report_are_counted_by_cause()
    {
        var failures = string.Concat(Enumerable.Range(1, 6).Select(i => $"<Obj RefId=\"{i}\"><Props><S N=\"FailureType\">CommunicationErrorTransientException</S><S N=\"FailureSide\">Source</S><S N=\"Message\">The underlying connection was closed.</S></Props></Obj>"));
        var report = Read($"<Objs><Obj RefId=\"0\"><Props><S N=\"Status\">Failed</S><Obj N=\"Report\"><Props><Obj N=\"Failures\"><LST>{failures}</LST></Obj></Props></Obj></Props></Obj></Objs>");

        var finding = Assert.Single(report.Verdict.Findings);
        Assert.Equal(("GW5338", "6 times"), (finding.Code, finding.Evidence[^1].Text));
    }

    [Theory]
    [InlineData("<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><Objs>&e;</Objs>")]
    [InlineData("<Objs><Obj>")]
    [InlineData("{\"a\":")]
    public void Broken_or_dangerous_documents_are_refused(string text) => Assert.Throws<FormatException>(() => Read(text));

    [Fact]
    public void Nesting_is_bounded() => Assert.Throws<FormatException>(() => Read(string.Concat(Enumerable.Repeat("<Obj>", 5000)) + string.Concat(Enumerable.Repeat("</Obj>", 5000))));

    private static DiagnosisReport Read(string text) => CmdletAnalysis.Run([("pasted", text)], TimeProvider.System);
}
