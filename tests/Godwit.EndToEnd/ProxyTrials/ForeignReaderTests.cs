using System.Text.Json;
using Godwit.EndToEnd.BadInput;

namespace Godwit.EndToEnd.ProxyTrials;

/// <summary>The logs as tools read them that know nothing of us: GoAccess reads the W3C log, Python's csv that of the front end.</summary>
[Trait("needs", "process")]
public sealed class ForeignReaderTests
{
    [Fact]
    public async Task GoAccess_and_Python_read_what_was_asked_and_answered()
    {
        await using var proxy = await ProxyService.PrepareAsync(_ => MaildirHouse.Yaml());
        MaildirHouse.Fill(proxy.Folder, "anna", 3, 500);
        await proxy.AddUserAsync("mig", Canary.Password);
        await proxy.StartAsync();
        Assert.Equal("401", await proxy.CurlAsync("--user-agent", "comma, quote\" and blank", proxy.Url()));
        Assert.Equal("401", await proxy.CurlAsync("--user", "mig:wrong", proxy.Url("/EWS/mrsproxy.svc?a=b,c")));
        Assert.Equal("400", await proxy.CurlAsync("--user", $"mig:{Canary.Password}", "--header", "client-request-id: =1+1", proxy.Url()));
        Assert.Equal("404", await proxy.CurlAsync(proxy.Url("/owa/")));
        (await proxy.GodwitAsync(Canary.Password, "folders", "--from", proxy.Store("anna@mail.example"))).OutputOrThrow("folders");
        var outcome = await proxy.StopAsync();

        var lines = proxy.Log("W3SVC1");
        using var report = JsonDocument.Parse(await GoAccessAsync(proxy));
        var general = report.RootElement.GetProperty("general");
        Assert.Equal((lines.Count, 0), (general.GetProperty("valid_requests").GetInt32(), general.GetProperty("failed_requests").GetInt32()));
        Assert.Equal(lines.Count(line => line.Contains(" 401 ", StringComparison.Ordinal)), Hits(report, "status_codes", "401 - "));
        Assert.Equal(lines.Count, Hits(report, "hosts", "127.0.0.1"));

        var rows = await CsvAsync(proxy);
        Assert.Equal(lines.Count, rows.Count);
        Assert.All(rows, row => Assert.Equal((74, "mbx1", "127.0.0.1", "localhost"), (row.Count, row["ServerHostName"], row["ClientIpAddress"], row["UrlHost"].Split(':')[0])));
        Assert.Equal(["comma, quote\" and blank"], rows.Where(row => row["UserAgent"].Contains("comma", StringComparison.Ordinal)).Select(row => row["UserAgent"]));
        Assert.Equal(["?a=b,c"], rows.Where(row => row["UrlQuery"].Length > 0).Select(row => row["UrlQuery"]));
        Assert.Contains(rows, row => row["HttpStatus"] == "400" && row["AuthenticatedUser"] == "GODWIT\\mig" && row["AuthenticationType"] == "Basic" && row["ClientRequestId"] == "=1+1");
        Assert.Contains(rows, row => row["UrlStem"] == "/EWS/mrsproxy.svc/hello" && row["HttpStatus"] == "200" && row["AnchorMailbox"] == "Smtp~anna@mail.example" && row["RoutingHint"] == "disk");
        Assert.All(rows, row => Assert.Single(lines, line => line.Contains($"&cafeReqId={row["RequestId"]};", StringComparison.Ordinal)));
        Canary.IsNowhere(outcome, proxy.Folder);
    }

    private static async Task<string> GoAccessAsync(ProxyService proxy)
    {
        var root = Path.Combine(Checkout.Root, "artifacts", "servers", "goaccess", "root", "usr");
        var log = Directory.EnumerateFiles(Path.Combine(proxy.Folder, "logs", "W3SVC1")).Single();
        var report = proxy["report.json"];
        (await Command.RunAsync(
            Path.Combine(root, "bin", "goaccess"), [log, "--no-global-config", "--log-format=W3C", "--output", report, "--no-progress"],
            new Dictionary<string, string> { ["LD_LIBRARY_PATH"] = Path.Combine(root, "lib", "x86_64-linux-gnu") })).OutputOrThrow("goaccess");
        return await File.ReadAllTextAsync(report);
    }

    private static int Hits(JsonDocument report, string panel, string begin) => Entries(report.RootElement.GetProperty(panel).GetProperty("data"))
        .Where(entry => entry.GetProperty("data").GetString()!.StartsWith(begin, StringComparison.Ordinal)).Sum(entry => entry.GetProperty("hits").GetProperty("count").GetInt32());

    /// <summary>A panel's entries, or those that it groups them into.</summary>
    private static IEnumerable<JsonElement> Entries(JsonElement data) => data.EnumerateArray().SelectMany(entry => entry.TryGetProperty("items", out var items) ? items.EnumerateArray() : Enumerable.Repeat(entry, 1));

    private static async Task<List<Dictionary<string, string>>> CsvAsync(ProxyService proxy)
    {
        var log = Directory.EnumerateFiles(Path.Combine(proxy.Folder, "logs", "HttpProxy", "Ews")).Order(StringComparer.Ordinal);
        var output = (await Command.RunAsync(Path.Combine(Checkout.ServerScripts, "read_http_proxy.py"), log)).OutputOrThrow("read_http_proxy.py");
        return JsonSerializer.Deserialize<List<Dictionary<string, string>>>(output)!;
    }
}
