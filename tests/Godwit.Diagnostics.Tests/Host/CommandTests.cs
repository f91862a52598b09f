using System.IO.Compression;
using System.Text;
using Godwit.Diagnostics.Host;
using Godwit.Diagnostics.Reports;
using Godwit.Diagnostics.Tests.Logs;

namespace Godwit.Diagnostics.Tests.Host;

/// <summary>The commands as they are typed, against files.</summary>
public sealed class CommandTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("godwit-logs-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Folders_archives_and_files_are_read_in_one_call()
    {
        Directory.CreateDirectory(Path.Combine(_folder, "EX1", "W3SVC1"));
        await File.WriteAllTextAsync(Path.Combine(_folder, "EX1", "W3SVC1", "u_ex261120.log"), LogText.IisFields + "\n" + Analysed.ServedExchange("10:00:00"));
        await using (var zip = await ZipFile.OpenAsync(Path.Combine(_folder, "EX2.zip"), ZipArchiveMode.Create, TestContext.Current.CancellationToken))
        await using (var entry = new StreamWriter(zip.CreateEntry("EX2/W3SVC1/u_ex261120.log").Open()))
            await entry.WriteAsync(LogText.IisFields + "\n" + LogText.Iis("10:05:00", "10.0.0.12", "40.96.10.7", 403, 4, 5, port: 80));

        var (code, output, _) = await Run(["logs", "analyze", _folder, "--json"]);

        Assert.Equal(DiagnosisExitCodes.Broken, code);
        Assert.Contains("\"GW5227\"", output, StringComparison.Ordinal);
        Assert.Contains("2 files", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lines_may_be_pasted_into_standard_input()
    {
        var (code, output, _) = await Run(["logs", "analyze", "-"], LogText.IisFields + "\n" + Analysed.ServedExchange("10:00:00"));

        Assert.Equal(DiagnosisExitCodes.Passed, code);
        Assert.Contains("1 served", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_bundle_joins_worker_and_proxy_by_their_request_ids()
    {
        const string id = "d26343b6-8790-4ccc-954d-936aed081d88";
        await File.WriteAllTextAsync(Path.Combine(_folder, "wire.log"), $"source 1 10:00:01.000 S: open HTTP/1.1 200 request-id={id} X-FEServer=EX1, 5 ms\n");
        await File.WriteAllTextAsync(Path.Combine(_folder, "u_ex261120.log"), LogText.IisFields + "\n" + LogText.Iis("10:00:01", "10.0.0.11", "40.96.10.7", 200, 0, 0, "LAB\\mig", $"&cafeReqId={id};"));
        var bundle = Path.Combine(_folder, "case.zip");

        var (code, _, error) = await Run(["bundle", "create", _folder, "--output", bundle]);

        Assert.True(code == DiagnosisExitCodes.Passed, error);
        await using var archive = await ZipFile.OpenReadAsync(bundle, TestContext.Current.CancellationToken);
        using var ids = new StreamReader(await archive.GetEntry("correlation.csv")!.OpenAsync(TestContext.Current.CancellationToken));
        var rows = (await ids.ReadToEndAsync(TestContext.Current.CancellationToken)).Split('\n').Where(row => row.StartsWith(id, StringComparison.Ordinal)).ToList();
        Assert.Equal(["WebServer", "Worker"], rows.Select(row => row.Split(',')[2]).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_bundle_joins_console_and_service_to_worker_and_proxy()
    {
        string[] ids = ["11111111-8790-4ccc-954d-936aed081d88", "22222222-8790-4ccc-954d-936aed081d88", "33333333-8790-4ccc-954d-936aed081d88"];
        var (console, service, proxy) = (ids[0], ids[1], ids[2]);
        await File.WriteAllTextAsync(Path.Combine(_folder, "service_20261120-1.log"), LogText.ServiceDirectives + LogText.Service("09:59:00", service, console));
        await File.WriteAllTextAsync(Path.Combine(_folder, "wire.log"), $"source 1 10:00:01.000 S: open HTTP/1.1 200 request-id={proxy} X-FEServer=EX1, 5 ms\n");
        await File.WriteAllTextAsync(Path.Combine(_folder, "HttpProxy_2026112010-1.LOG"), $"#Fields: DateTime,RequestId,ClientRequestId,UrlStem,ServerHostName,HttpStatus\n2026-11-20T10:00:01.000Z,{proxy},{service},/EWS/mrsproxy.svc,EX1,200\n");
        var bundle = Path.Combine(_folder, "case.zip");

        Assert.Equal(DiagnosisExitCodes.Passed, (await Run(["bundle", "create", _folder, "--output", bundle])).Code);
        var (_, told, _) = await Run(["bundle", "inspect", bundle]);

        Assert.Contains("request ids: 1 of console and service, 1 of worker, 1 of proxy", told, StringComparison.Ordinal);
        Assert.Contains($"  {service}  HttpProxy (client), Service", told, StringComparison.Ordinal);
        Assert.Contains($"  {proxy}  HttpProxy, Worker", told, StringComparison.Ordinal);
        var (_, again, _) = await Run(["logs", "analyze", bundle]);
        Assert.Contains("Godwit service", again, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_log_of_the_service_alone_says_nothing_about_an_endpoint()
    {
        await File.WriteAllTextAsync(Path.Combine(_folder, "service_20261120-1.log"), LogText.ServiceDirectives + LogText.Service("09:59:00", Guid.NewGuid().ToString(), "-"));

        var (code, told, _) = await Run(["logs", "analyze", _folder]);

        Assert.Equal(DiagnosisExitCodes.CannotTell, code);
        Assert.Contains("no line of these files says anything about the endpoint", told, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GW9011 (service): The option --onse is not known; see --help. [has to be put right first; docs/faults/GW9011.md]", "bundle", "inspect", "x", "--onse")]
    [InlineData("GW9011 (service): 'godwit logs' takes analyze", "logs")]
    [InlineData("No files were named", "logs", "analyze")]
    [InlineData("--window: 'tomorrow' is no time", "logs", "analyze", "-", "--window", "tomorrow")]
    [InlineData("--utc-offset: ", "logs", "analyze", "-", "--utc-offset", "east")]
    [InlineData("'time' is missing", "logs", "analyze", "-", "--columns", "client=x")]
    [InlineData("--local: none of the folders", "logs", "analyze", "--local")]
    [InlineData("cannot be used", "read", "/does/not/exist")]
    [InlineData("cannot be used", "bundle", "inspect", "/does/not/exist")]
    public async Task What_cannot_be_used_is_told_in_a_sentence(string told, params string[] arguments)
    {
        var (code, _, error) = await Run(arguments);

        Assert.Equal(DiagnosisExitCodes.Usage, code);
        Assert.Contains(told, error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_file_is_told_and_the_others_are_read()
    {
        var log = Path.Combine(_folder, "u_ex261120.log");
        await File.WriteAllTextAsync(log, LogText.IisFields + "\n" + Analysed.ServedExchange("10:00:00"));

        var (code, output, _) = await Run(["logs", "analyze", log, log + ".not"]);

        Assert.Equal(DiagnosisExitCodes.Passed, code);
        Assert.Contains("there is no such file or folder", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cmdlet_output_is_read_and_a_report_written_as_html()
    {
        var (html, listing) = (Path.Combine(_folder, "report.html"), Path.Combine(_folder, "vdir.txt"));
        await File.WriteAllTextAsync(listing, "Server : EX1\nMRSProxyEnabled : False\n", Encoding.Unicode);

        var (code, output, _) = await Run(["read", listing, "--html", html]);

        Assert.Equal(DiagnosisExitCodes.Broken, code);
        Assert.Contains("GW5301 EX1", output, StringComparison.Ordinal);
        Assert.Contains("GW5301", await File.ReadAllTextAsync(html), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_bundle_holds_no_name_and_can_be_analysed_again()
    {
        var (log, bundle) = (Path.Combine(_folder, "u_ex261120.log"), Path.Combine(_folder, "bundle.zip"));
        var id = Guid.NewGuid();
        await File.WriteAllTextAsync(log, LogText.IisFields + "\n" + LogText.Iis("10:00:00", "10.77.66.55", "203.0.113.99", 401, 1, 1326, "-", $"&cafeReqId={id};&user=anna@firm.example")
            + LogText.Iis("10:00:01", "10.77.66.55", "203.0.113.99", 401, 1, 1326, "FIRM\\anna") + LogText.Iis("10:00:02", "10.77.66.55", "203.0.113.99", 200, 0, 0, "FIRM\\bob", stem: "/owa/private"));

        Assert.Equal(DiagnosisExitCodes.Passed, (await Run(["bundle", "create", log, "--output", bundle])).Code);

        var everything = new StringBuilder();
        await using (var zip = await ZipFile.OpenReadAsync(bundle, TestContext.Current.CancellationToken))
            foreach (var entry in zip.Entries)
                using (var reader = new StreamReader(await entry.OpenAsync(TestContext.Current.CancellationToken))) everything.Append(await reader.ReadToEndAsync());
        Assert.All(["anna", "FIRM", "bob", "firm.example", "10.77.66.55", "203.0.113.99"], name => Assert.DoesNotContain(name, everything.ToString(), StringComparison.OrdinalIgnoreCase));
        Assert.Contains(id.ToString("D"), everything.ToString(), StringComparison.Ordinal);
        Assert.Contains("\"GW5210\"", (await Run(["logs", "analyze", bundle, "--json"])).Output, StringComparison.Ordinal);
        Assert.Contains("lines/001.log", (await Run(["bundle", "inspect", bundle])).Output, StringComparison.Ordinal);
        Assert.Equal(DiagnosisExitCodes.Usage, (await Run(["bundle", "create", log, "--output", bundle])).Code);
    }

    [Theory]
    [InlineData("logs", "analyze")]
    [InlineData("read")]
    [InlineData("bundle", "create")]
    public async Task Every_command_has_its_help(params string[] command)
    {
        var (code, output, _) = await Run([.. command, "--help"]);

        Assert.Equal(0, code);
        Assert.Contains("Usage:", output, StringComparison.Ordinal);
    }

    private static async Task<(int Code, string Output, string Error)> Run(string[] arguments, string input = "")
    {
        var (output, error) = (new StringWriter(CultureInfo.InvariantCulture), new StringWriter(CultureInfo.InvariantCulture));
        var code = await DiagnosisProgram.RunAsync(arguments, new DiagnosisSurroundings(output, error, () => new MemoryStream(Encoding.UTF8.GetBytes(input)), _ => null, TimeProvider.System, TestContext.Current.CancellationToken));
        return (code, output.ToString(), error.ToString());
    }
}
