using System.IO.Compression;
using System.Text;
using Godwit.Diagnostics.Bundles;
using Godwit.Diagnostics.Logs;

namespace Godwit.Diagnostics.Tests.Bundles;

/// <summary>A canary in every place where a name or a secret has been seen to stand: none of it may be left.</summary>
public sealed class CanaryTests
{
    [Theory]
    [InlineData("https://mig:Canary@mail.firm.example/EWS")]
    [InlineData("https://mig:p@Canary#1@mail.firm.example/EWS")]
    [InlineData("AUTHORIZATION: BASIC bWlnOkNhbmFyeS1wdw==")]
    [InlineData("proxy said Basic+bWlnOkNhbmFyeS1wdw")]
    [InlineData("bWlnOkNhbmFyeS1wdw==")]
    [InlineData("TlRMTVNTUAADAAAAGAAYAFgAAAAYAQAAcanary")]
    [InlineData("Authorization: Negotiate YIICanaryGBisGAQUFAqCCAlQwggJQoAkwBwYFKw")]
    [InlineData("Cookie: a=1; session=canary; b=2")]
    [InlineData("\"Cookie\": \"a=1; session=canary; b=2\"")]
    [InlineData("Set-Cookie: cadataKey=canary; path=/; secure")]
    [InlineData("443 exchangecookie=ab;+cadata=canary;+x=y 200")]
    [InlineData("443 cadataTTL=canary 200")]
    [InlineData("password=Ca#nary")]
    [InlineData("\"password\": \"two words canary\"")]
    [InlineData("pwd=can&next=1", "can&")]
    [InlineData("password Canary5 was refused")]
    [InlineData("?access_token=canary&cafeReqId=1")]
    [InlineData("token%3Dcanary")]
    [InlineData("Bearer eyJ0eXAiOiJKV1QifQ.eyJjYW5hcnkiOiJjYW5hcnkifQ.c2lnbmF0dXJlLWNhbmFyeQ", "eyJ")]
    [InlineData("Email=canary%40firm.example&Protocol=EWS")]
    [InlineData("von jürgen.canary@münchen.example an")]
    [InlineData("jürgen@firm.example", "rgen")]
    [InlineData("jürgen@firm.example", "jü")]
    [InlineData("FIRM\\jürgencanary", "canary")]
    [InlineData("FIRM%5Ccanary")]
    [InlineData("firm\\\\Canary")]
    [InlineData("/o=Firm/ou=Exchange/cn=Recipients/cn=Canary")]
    [InlineData("CN=Anna Canary,OU=Staff,DC=firm,DC=example", "anna canary")]
    [InlineData("S-1-5-21-1111111111-2222222222-3333333333-1104", "3333333333")]
    [InlineData("/home/canary/logs/u_ex.log")]
    [InlineData("C:\\Users\\canary\\logs")]
    [InlineData("client fd00::1 said", "fd00::1")]
    [InlineData("c-ip:2001:DB8::CA:1", "ca:1")]
    [InlineData("[2001:db8::ca:1]:443", "db8")]
    [InlineData("::ffff:203.0.113.9", "203.0.113.9")]
    [InlineData("::ffff:203.0.113.9", "0.113.9")]
    [InlineData("fe80::ca%12", "fe80")]
    [InlineData("10:00:02:203.0.113.9", "203.0.113")]
    [InlineData("canary.firm.example")]
    [InlineData("münchen.firm.example", "nchen")]
    public void No_canary_is_left(string text, string canary = "canary") =>
        Assert.DoesNotContain(canary, new Redactor(AddressRanges.Known).Redact(text), StringComparison.OrdinalIgnoreCase);

    [Theory]
    [InlineData("the credential was refused; NTLM authentication is offered, Basic authentication is not")]
    [InlineData("&CorrelationID=<empty>;&ClientId=NF0C4KC30EGFQUUPAZ7QW&cafeReqId=13bae44a-b1c7-402f-aa2f-763aee410ffa;")]
    [InlineData("BeginRequest=2026-11-20T10:00:00.123Z;CorrelationID=<empty>;S:ServiceLatency=12;I32:ATE.C[x]=1")]
    [InlineData("Mozilla/5.0+(Windows+NT+10.0;+Win64;+x64)+AppleWebKit/537.36")]
    [InlineData("/EWS/mrsproxy.svc 443 - 401 1 2148074254 156")]
    [InlineData("Microsoft.Exchange.MailboxReplicationService.MRSRemoteTransientException")]
    [InlineData("TargetServerVersion 15.01.2507.006")]
    [InlineData("[System.Type]::Default Foo::Bar")]
    [InlineData("Content-Type: text/html; charset=utf-8")]
    public void What_the_analysis_needs_stays(string text) => Assert.Equal(text, new Redactor(AddressRanges.Known).Redact(text));

    [Fact]
    public void Names_that_are_single_words_are_known_from_their_columns()
    {
        var redactor = new Redactor(AddressRanges.Known);
        redactor.Learn(new LogEntry { User = "canary", Server = "EX01-CANARY", Target = "mbx2" });

        Assert.Equal("host1 login1 host2 Exchange", redactor.Redact("EX01-Canary canary MBX2 Exchange"));
    }

    [Fact]
    public void One_address_in_two_forms_is_one() =>
        Assert.Equal("198.18.0.2 198.18.0.2", new Redactor(AddressRanges.Known).Redact("2001:db8:0:0::30 2001:DB8::30"));

    [Theory]
    [InlineData("<S N=\"Subject\">our canary</S>")]
    [InlineData("Subject: " + "long long long long long long long long long long long long long long long canary")]
    public void Subjects_on_request(string text) => Assert.DoesNotContain("canary", new Redactor(AddressRanges.Known) { TakesSubjects = true }.Redact(text), StringComparison.Ordinal);

    [Fact]
    public void In_a_whole_bundle_no_canary_is_left_and_the_ids_are()
    {
        const string id = "13bae44a-b1c7-402f-aa2f-763aee410ffa";
        var folder = Directory.CreateTempSubdirectory("godwit-canary-").FullName;
        try
        {
            File.WriteAllText(Path.Combine(folder, "u_ex261120.log"), $"""
                #Fields: date time s-ip cs-method cs-uri-stem cs-uri-query s-port cs-username c-ip cs(User-Agent) cs(Cookie) sc-status sc-substatus sc-win32-status time-taken
                2026-11-20 10:00:00 10.0.0.11 POST /EWS/mrsproxy.svc &cafeReqId={id}; 443 canaryuser fd00::ca:1 x plain=canary 200 0 0 12
                2026-11-20 10:00:01 10.0.0.11 POST /EWS/exchange.asmx user=canary.two@firm.example 443 FIRM\canaryuser 203.0.113.9 x - 401 1 1326 12

                """);
            File.WriteAllText(Path.Combine(folder, "HttpProxy.LOG"), $"""
                #Fields: DateTime,RequestId,UrlStem,AuthenticatedUser,ServerHostName,HttpStatus,BackEndStatus,TargetServer
                2026-11-20T10:00:00.100Z,{id},/EWS/mrsproxy.svc,canaryuser,CANARY-EX01,200,200,canary-ex02

                """);
            File.WriteAllText(Path.Combine(folder, "service_20261120-1.log"), Logs.LogText.ServiceDirectives + Logs.LogText.Service("10:00:00", id, "canarys-console", "/api/v1/batches/CanaryWave/start", "canaryadmin")
                + Logs.LogText.Service("10:00:01", id, id, "/api/v1/users/canary%40firm.example", "Canary@firm.example+(oidc:canary)"));
            using var output = new MemoryStream();
            BundleWriter.Write(output, new LogSources([folder], null), new LogAnalysisOptions(), takesSubjects: true, TimeProvider.System, CancellationToken.None);

            using var bundle = new ZipArchive(output);
            var texts = bundle.Entries.Select(entry => new StreamReader(entry.Open(), Encoding.UTF8).ReadToEnd()).ToList();
            Assert.All(texts, text => Assert.DoesNotContain("canary", text.Replace(folder, "", StringComparison.Ordinal), StringComparison.OrdinalIgnoreCase));
            Assert.All(texts, text => Assert.DoesNotContain("fd00", text, StringComparison.Ordinal));
            Assert.True(texts.Count(text => text.Contains(id, StringComparison.Ordinal)) >= 4);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
