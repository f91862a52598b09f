using System.IO.Compression;
using System.Text;
using Godwit.Diagnostics.Bundles;
using Godwit.Diagnostics.Logs;
using Godwit.Server.Tests.Commands;

namespace Godwit.Server.Tests.Requests;

/// <summary>The service's access log: a line a request, both names of it, no secret; read again by the diagnosis.</summary>
public sealed class AccessLogTests
{
    private const string Canary = "canary-7Qx4-feather";

    [Fact]
    public async Task A_request_is_a_line_with_who_asked_what_was_answered_and_both_names()
    {
        await using var service = await RunningService.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, ApiRoutes.For(ApiRoutes.Batch, "Next Tuesday"));
        request.Headers.Add(ApiRoutes.ClientRequestIdHeader, "console-1");

        using var answer = await service.Client.SendAsync(request);

        var fields = Fields(Assert.Single(await LinesAsync(service)));
        Assert.Equal(("node1", "127.0.0.1", "GET", "/api/v1/batches/Next%20Tuesday", "-"), (fields["s-computername"], fields["c-ip"], fields["cs-method"], fields["cs-uri-stem"], fields["cs-uri-query"]));
        Assert.Equal(("administrator", "404", "0", "console-1"), (fields["cs-username"], fields["sc-status"], fields["sc-win32-status"], fields["cs(client-request-id)"]));
        Assert.Equal(answer.Headers.GetValues(ApiRoutes.RequestIdHeader).Single(), fields["sc(request-id)"]);
    }

    [Fact]
    public async Task No_secret_is_in_it_wherever_somebody_puts_one()
    {
        await using var service = await RunningService.StartAsync();
        var (_, issued) = await service.SendAsync(HttpMethod.Post, ApiRoutes.Tokens, new NewAccessToken("ci", Role.Reader), ApiJson.Default.IssuedToken);
        await service.SendAsync(HttpMethod.Post, ApiRoutes.Administrators, new NewServiceAdministrator("carla", Canary, Role.Operator), ApiJson.Default.ServiceAdministrator);
        using var carla = service.As("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes("carla:" + Canary)));
        using var mistaken = service.As("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(Canary + ":carla")));
        using var program = service.As("Bearer", issued!.Token);
        using var strange = service.As("Bearer", Canary);

        foreach (var client in (HttpClient[])[carla, mistaken, program, strange])
            foreach (var path in (string[])[$"/?password={Canary}", $"{ApiRoutes.Me}?{Canary}", $"{ApiRoutes.Users}?emailAddress={Canary}", ApiRoutes.For(ApiRoutes.Token, issued.Token), "/" + issued.Token])
            {
                using var request = new HttpRequestMessage(HttpMethod.Get, path);
                request.Headers.Add("Cookie", "session=" + Canary);
                request.Headers.Add("Referer", "https://console.example/?" + Canary);
                request.Headers.TryAddWithoutValidation("User-Agent", issued.Token);
                request.Headers.Add(ApiRoutes.ClientRequestIdHeader, issued.Token);
                using var answer = await client.SendAsync(request);
                Assert.False(answer.Headers.Contains(ApiRoutes.ClientRequestIdHeader));
            }

        var lines = await LinesAsync(service);
        Assert.Equal(22, lines.Count);
        Assert.All(Forms(Canary).Concat([issued.Token, issued.Token[10..]]), form => Assert.DoesNotContain(form, string.Join('\n', lines), StringComparison.OrdinalIgnoreCase));
        Assert.Contains(lines, static line => line.Contains("/api/v1/tokens/godwit_***", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_move_leads_from_the_command_line_over_the_audit_to_the_worker()
    {
        await using var service = await RunningService.StartAsync();
        service.Deliver("anna", 3);

        await File.WriteAllTextAsync(service["wave.csv"], "EmailAddress,TargetAddress\nanna@old.example,anna@new.example\n");
        var (code, _, error) = await service.RunAsync($"New-MigrationBatch wave -CSVData {service["wave.csv"]} -AutoStart");
        Assert.True(code == 0, error);
        await service.UntilAsync("wave", static batch => batch.Status == MigrationBatchStatus.Synced);

        var console = Fields(Assert.Single(await LinesAsync(service)));
        var id = Guid.Parse(console["sc(request-id)"]);
        Assert.True(Guid.TryParse(console["cs(client-request-id)"], out _));
        var (_, audit) = await service.SendAsync(HttpMethod.Get, ApiRoutes.Audit, null, ApiJson.Default.PageAuditEntry);
        Assert.Equal((id, console["cs(client-request-id)"]), (audit!.Items[0].RequestId, audit.Items[0].ClientRequestId));
        var (_, report) = await service.SendAsync(HttpMethod.Get, ApiRoutes.For(ApiRoutes.UserReport, "anna@old.example"), null, ApiJson.Default.MoveReport);
        Assert.Contains(report!.Entries, entry => entry.Message.EndsWith($"set going by request {id:D}.", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_sync_asked_for_by_hand_leads_to_its_own_request()
    {
        await using var service = await RunningService.StartAsync();
        service.Deliver("anna", 3);
        await service.SendAsync(HttpMethod.Post, ApiRoutes.Batches, new NewMigrationBatch { Name = "wave", CsvData = "EmailAddress,TargetAddress\nanna@old.example,anna@new.example\n", AutoStart = true }, ApiJson.Default.MigrationBatch);
        await service.UntilAsync("wave", static batch => batch.Status == MigrationBatchStatus.Synced);

        using var answer = await service.Client.PostAsync(ApiRoutes.For(ApiRoutes.UserSyncNow, "anna@old.example"), null);
        var id = answer.Headers.GetValues(ApiRoutes.RequestIdHeader).Single();
        await service.UntilAsync("wave", static batch => batch.Status == MigrationBatchStatus.Synced && batch.LastSyncedDateTime > batch.InitialSyncDateTime);

        var (_, report) = await service.SendAsync(HttpMethod.Get, ApiRoutes.For(ApiRoutes.UserReport, "anna@old.example"), null, ApiJson.Default.MoveReport);
        Assert.EndsWith($"set going by request {id}.", report!.Entries.Last(static entry => entry.Message.StartsWith("An incremental sync begins", StringComparison.Ordinal)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Entries_of_the_audit_from_before_requests_had_ids_are_read()
    {
        await using var service = await RunningService.StartAsync();
        service.Parts.Database.Change(static session => { session.Records.Access.Audit(new AuditEntry(0, DateTimeOffset.UnixEpoch, "earlier", "", "New-Thing", "thing", "Done", "")); return true; });

        var (_, audit) = await service.SendAsync(HttpMethod.Get, ApiRoutes.Audit, null, ApiJson.Default.PageAuditEntry);

        Assert.Equal(("earlier", null, null), (audit!.Items[0].Who, audit.Items[0].RequestId, audit.Items[0].ClientRequestId));
    }

    [Fact]
    public async Task The_command_line_tells_what_the_service_knows_its_request_by()
    {
        await using var service = await RunningService.StartAsync();

        var (code, _, error) = await service.RunAsync("Get-MigrationBatch Monday");

        var id = Fields(Assert.Single(await LinesAsync(service)))["sc(request-id)"];
        Assert.Equal((1, $"The service's logs know this request by {id}."), (code, error.TrimEnd().Split('\n')[^1]));
    }

    [Fact]
    public async Task The_diagnosis_reads_it_and_a_bundle_lists_its_ids_without_names()
    {
        await using var service = await RunningService.StartAsync();
        await service.RunAsync("Get-MigrationUser anna@old.example");
        var fields = Fields(Assert.Single(await LinesAsync(service)));

        var report = LogAnalysis.Run(new LogSources([service.LogFolder], null), new LogAnalysisOptions(), TimeProvider.System, CancellationToken.None);
        using var output = new MemoryStream();
        BundleWriter.Write(output, new LogSources([service.LogFolder], null), new LogAnalysisOptions(), takesSubjects: false, TimeProvider.System, CancellationToken.None);

        Assert.Contains(report.Sections.Single(static section => section.Title == "Files").Rows, static row => row.Contains("Godwit service") && row.Contains("1 about migration"));
        Assert.DoesNotContain(report.Sections, static section => section.Title == "Lines not understood");
        await using var bundle = new ZipArchive(output);
        using var ids = new StreamReader(await bundle.GetEntry("correlation.csv")!.OpenAsync());
        var row = (await ids.ReadToEndAsync()).Split('\n')[1].Split(',');
        Assert.Equal((fields["sc(request-id)"], "Service", "404", fields["cs(client-request-id)"]), (row[0], row[2], row[4], row[5].TrimEnd()));
        using var lines = new StreamReader(await bundle.GetEntry("lines/001.log")!.OpenAsync());
        Assert.All(["anna", "node1", "administrator"], async name => Assert.DoesNotContain(name, await lines.ReadToEndAsync(), StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task Another_folder_may_have_it()
    {
        await using var service = await RunningService.StartAsync((configuration, folder) => configuration with { LogFolder = Path.Combine(folder, "elsewhere") });
        (await service.Client.GetAsync(ApiRoutes.Me)).Dispose();
        await service.Parts.FlushAsync();

        Assert.Single(Directory.GetFiles(service["elsewhere"]));
        Assert.False(Directory.Exists(service.LogFolder));
    }

    /// <summary>What the canary tests of real sign-ins look for too: itself, and in the middle of base64 by its three alignments.</summary>
    private static IEnumerable<string> Forms(string secret) =>
        Enumerable.Range(0, 3).Select(shift => Convert.ToBase64String([.. new byte[shift], .. Encoding.UTF8.GetBytes(secret)])[4..^4]).Prepend(secret);

    private static async Task<List<string>> LinesAsync(RunningService service)
    {
        await service.Parts.FlushAsync();
        return [.. service.AccessLog.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Where(static line => line[0] != '#')];
    }

    private static Dictionary<string, string> Fields(string line) => Godwit.Server.Requests.AccessLog.Fields.Split(' ').Zip(line.Split(' ')).ToDictionary(static pair => pair.First, static pair => pair.Second);
}
