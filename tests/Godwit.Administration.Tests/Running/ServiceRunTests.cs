using System.Text.Json.Nodes;

namespace Godwit.Administration.Tests.Running;

public sealed class ServiceRunTests
{
    private const string North = """{"identity":"north","endpointType":"ExchangeRemoteMove","remoteServer":"mail.example"}""";

    [Fact]
    public async Task A_new_thing_is_sent_as_the_service_reads_it()
    {
        await using var service = await FakeService.AnsweringAsync(North);
        await File.WriteAllTextAsync(service["mig.secret"], "Canary-1\nsecond line\n");

        var outcome = await AdministrationRun.Of(service).RunAsync(
            "New-MigrationEndpoint", "-Name", "north", "-ExchangeRemoteMove", "-Autodiscover", "-EmailAddress", "anna@north.example", "-Credentials", "CONTOSO\\mig", "-CredentialFile", service["mig.secret"], "-MaxConcurrentMigrations", "40");

        Assert.Equal((0, ""), (outcome.Code, outcome.Error));
        Assert.StartsWith("Identity     : north", outcome.Output, StringComparison.Ordinal);
        var request = Assert.Single(service.Requests);
        Assert.Equal(("POST /api/v1/endpoints", "Bearer token-1"), (request.Line, request.SignIn));
        AssertJson("""
            {"name":"north","endpointType":"ExchangeRemoteMove","autodiscover":true,"emailAddress":"anna@north.example","credentials":{"userName":"CONTOSO\\mig","password":"Canary-1"},"maxConcurrentMigrations":40}
            """, request.Body);
        Assert.NotNull(JsonSerializer.Deserialize(request.Body, ApiJson.Default.NewMigrationEndpoint));
    }

    [Fact]
    public async Task The_settings_of_a_test_lie_inside()
    {
        await using var service = await FakeService.AnsweringAsync("""{"result":"Failed","message":"nobody there"}""");
        var run = AdministrationRun.Of(service);
        run.Variables["GODWIT_CREDENTIALS_PASSWORD"] = "Canary-2";

        var outcome = await run.RunAsync("Test-MigrationServerAvailability", "-ExchangeRemoteMove", "-RemoteServer", "mail.example", "-Credentials", "mig");

        Assert.Equal(3, outcome.Code);
        AssertJson("""{"settings":{"endpointType":"ExchangeRemoteMove","remoteServer":"mail.example","credentials":{"userName":"mig","password":"Canary-2"}}}""", service.Requests[0].Body);
        Assert.DoesNotContain("Canary", outcome.Output + outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_list_is_sent_as_text()
    {
        await using var service = await FakeService.AnsweringAsync("{}");
        await File.WriteAllTextAsync(service["list.csv"], "\uFEFFEmailAddress\nanna@north.example\n");

        var outcome = await AdministrationRun.Of(service).RunAsync("batch", "new", "Tuesday", "--csv-data", service["list.csv"], "--source-endpoint", "north", "--incremental-sync-interval", "12h", "--allow-unknown-columns-in-csv", "false");

        Assert.Equal(0, outcome.Code);
        AssertJson("""{"name":"Tuesday","csvData":"EmailAddress\nanna@north.example\n","sourceEndpoint":"north","incrementalSyncIntervalSeconds":43200,"allowUnknownColumnsInCsv":false}""", service.Requests[0].Body);
    }

    [Theory]
    [InlineData("Set-MigrationBatch Tuesday -SyncNow", "POST /api/v1/batches/Tuesday/sync-now")]
    [InlineData("Set-MigrationBatch Tuesday -SyncNow -Notes x", "GET /api/v1/batches/Tuesday;PATCH /api/v1/batches/Tuesday {\"notes\":\"x\"};POST /api/v1/batches/Tuesday/sync-now")]
    [InlineData("Set-MigrationBatch Tuesday -AddUsers -Users a@b.c,d@e.f", "POST /api/v1/batches/Tuesday/users {\"users\":[\"a@b.c\",\"d@e.f\"]}")]
    [InlineData("Set-MigrationBatch Tuesday -CompleteAfter none -BadItemLimit Unlimited", "GET /api/v1/batches/Tuesday;PATCH /api/v1/batches/Tuesday {\"clear\":[\"completeAfter\",\"badItemLimit\"]}")]
    [InlineData("Set-MigrationUser anna@north.example -ApproveDeletions 30 -Reason spring", "POST /api/v1/users/anna@north.example/approve-deletions {\"count\":30,\"reason\":\"spring\"}")]
    [InlineData("Start-MigrationBatch a/b", "POST /api/v1/batches/a%2Fb/start")]
    [InlineData("Complete-MigrationBatch Tuesday", "POST /api/v1/batches/Tuesday/complete {}")]
    [InlineData("Complete-MigrationBatch Tuesday -SyncAndComplete", "POST /api/v1/batches/Tuesday/complete {\"syncAndComplete\":true}")]
    [InlineData("Remove-MoveRequest anna -WhatIf", "DELETE /api/v1/move-requests/anna?whatIf=true")]
    [InlineData("Get-MigrationUserStatistics anna -IncludeReport", "GET /api/v1/users/anna/statistics?includeReport=true")]
    [InlineData("Get-MigrationUser anna -BatchId Tuesday", "GET /api/v1/users/anna?batch=Tuesday")]
    [InlineData("Set-MigrationUser anna -BatchId Tuesday -Priority High", "GET /api/v1/users/anna?batch=Tuesday;PATCH /api/v1/users/anna?batch=Tuesday {\"priority\":\"High\"}")]
    [InlineData("Start-MigrationUser anna -BatchId Tuesday -WhatIf", "POST /api/v1/users/anna/start?batch=Tuesday&whatIf=true")]
    [InlineData("Export-MigrationReport -Batch Tuesday -RowCount 5", "GET /api/v1/batches/Tuesday/report?rowCount=5")]
    public async Task A_command_becomes_these_requests(string line, string requests)
    {
        await using var service = await FakeService.AnsweringAsync("{}");

        var outcome = await AdministrationRun.Of(service).RunAsync(line.Split(' '));

        Assert.Equal(0, outcome.Code);
        Assert.Equal(requests, string.Join(';', service.Requests.Select(request => $"{request.Line} {request.Body}".TrimEnd())));
    }

    [Theory]
    [InlineData("Get-MigrationUser -Status Failed -BatchId Tuesday -Format Csv -Property Identity", 3, "status=Failed&batch=Tuesday")]
    [InlineData("Get-MigrationUser -ResultSize 2 -Format Csv -Property Identity", 2, null)]
    [InlineData("Get-MigrationUser -ResultSize unlimited -Format Csv -Property Identity", 3, null)]
    public async Task A_list_is_read_page_after_page(string line, int rows, string? filter)
    {
        await using var service = await FakeService.StartAsync(request => (200, "application/json", request.Line.Contains("after=p2", StringComparison.Ordinal)
            ? """{"items":[{"identity":"c"}],"total":3,"next":null}""" : """{"items":[{"identity":"a"},{"identity":"b"}],"total":3,"next":"p2"}"""));

        var outcome = await AdministrationRun.Of(service).RunAsync(line.Split(' '));

        Assert.Equal(rows + 1, outcome.Output.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Length);
        if (filter is not null) Assert.Equal($"GET /api/v1/users?{filter}", service.Requests[0].Line);
    }

    [Fact]
    public async Task What_is_not_found_is_an_error_and_never_all_of_them()
    {
        await using var service = await FakeService.StartAsync(_ => (404, "application/problem+json", Problem("GW4001", "There is no batch 'Monday'.", "fix configuration")));

        var outcome = await AdministrationRun.Of(service).RunAsync("Get-MigrationBatch", "Monday");

        Assert.Equal((1, ""), (outcome.Code, outcome.Output));
        Assert.Equal("GW4001 (service): There is no batch 'Monday'. [has to be put right first; docs/faults/GW4001.md]", outcome.Error.Trim());
        Assert.Equal("GET /api/v1/batches/Monday", Assert.Single(service.Requests).Line);
    }

    [Theory]
    [InlineData("d26343b6-8790-4ccc-954d-936aed081d88", 2)]
    [InlineData("no GUID; \u001b[31m", 1)]
    [InlineData(null, 1)]
    public async Task What_the_service_refused_is_told_with_its_name_of_the_request(string? named, int lines)
    {
        await using var service = await FakeService.StartAsync(_ => (404, "application/problem+json", Problem("GW4001", "There is no batch 'Monday'.", "fix configuration")));
        service.RequestId = named;

        var outcome = await AdministrationRun.Of(service).RunAsync("Get-MigrationBatch", "Monday");

        var told = outcome.Error.TrimEnd().Split('\n');
        Assert.Equal((1, lines), (outcome.Code, told.Length));
        if (lines > 1) Assert.Equal($"The service's logs know this request by {named}.", told[1]);
    }

    [Fact]
    public async Task All_requests_of_a_command_have_one_name_and_the_next_command_has_another()
    {
        await using var service = await FakeService.AnsweringAsync(North);

        await AdministrationRun.Of(service).RunAsync("Set-MigrationEndpoint", "north", "-MaxConcurrentMigrations", "3");
        await AdministrationRun.Of(service).RunAsync("Get-MigrationEndpoint", "north");

        Assert.Equal(3, service.Requests.Count);
        Assert.All(service.Requests, static request => Assert.True(Guid.TryParse(request.Named, out _)));
        Assert.Equal((service.Requests[0].Named, 2), (service.Requests[1].Named, service.Requests.DistinctBy(static request => request.Named).Count()));
    }

    [Theory]
    [InlineData("""{"code":"GW4007","detail":"Line 2, column EmailAddress: 'anna' is no address that can be moved.","field":"csvData","line":2,"column":"EmailAddress"}""",
        "GW4007 (service): Line 2, column EmailAddress: 'anna' is no address that can be moved. [has to be put right first; docs/faults/GW4007.md]")]
    [InlineData("""{"code":"GW4011","detail":"No store has a place for it; name one in targetDatabase.","field":"targetDatabase"}""",
        "GW4011 (service): No store has a place for it; name one in -TargetDatabase. [has to be put right first; docs/faults/GW4011.md]")]
    [InlineData("""{"code":"GW4003","detail":"'x' is no address.","field":"testMailbox"}""", "GW4003 (service): -TestMailbox: 'x' is no address. [has to be put right first; docs/faults/GW4003.md]")]
    [InlineData("""{"code":"GW4008","detail":"It is in the batch 'a'.","field":"csvData","line":27}""", "GW4008 (service): Line 27: It is in the batch 'a'. [has to be put right first; docs/faults/GW4008.md]")]
    public async Task A_mistake_is_told_once_and_in_the_words_of_the_command_line(string error, string told)
    {
        await using var service = await FakeService.StartAsync(_ => (400, "application/problem+json", Problem("GW4003", "The same again.", "fix configuration", $$""","errors":[{{error}}]""")));

        Assert.Equal(told, (await AdministrationRun.Of(service).RunAsync("Get-MigrationBatch", "Monday")).Error.Trim());
    }

    [Fact]
    public async Task Every_mistake_of_a_list_is_told_with_its_place()
    {
        var errors = ""","errors":[{"code":"GW4010","detail":"not an address.","line":3,"column":"EmailAddress"},{"code":"GW4011","detail":"twice.","line":7}]""";
        await using var service = await FakeService.StartAsync(_ => (422, "application/problem+json", Problem("GW4010", "2 rows are wrong.", "fix configuration", errors)));

        var outcome = await AdministrationRun.Of(service).RunAsync("New-MigrationBatch", "b", "-Users", "x");

        Assert.Equal(1, outcome.Code);
        Assert.Equal(2, outcome.Error.Trim().Split('\n').Length);
        Assert.Contains("GW4010 (service): Line 3, column EmailAddress: not an address.", outcome.Error, StringComparison.Ordinal);
        Assert.Contains("GW4011 (service): Line 7: twice.", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_would_be_done_is_told_apart_from_what_comes_back()
    {
        await using var service = await FakeService.AnsweringAsync(North);

        var outcome = await AdministrationRun.Of(service).RunAsync("Set-MigrationEndpoint", "north", "-MaxConcurrentMigrations", "5", "-WhatIf", "-Format", "Json");

        Assert.Equal(["GET /api/v1/endpoints/north", "PATCH /api/v1/endpoints/north?whatIf=true"], service.Requests.Select(static request => request.Line));
        Assert.Equal("What if: Set-MigrationEndpoint 'north' would be done; nothing was changed.", outcome.Error.Trim());
        Assert.Equal("north", JsonNode.Parse(outcome.Output)!["Identity"]!.ToString());
    }

    [Fact]
    public async Task A_change_is_meant_for_the_version_that_was_read()
    {
        await using var service = await FakeService.AnsweringAsync(North);

        await AdministrationRun.Of(service).RunAsync("Set-MigrationEndpoint", "north", "-MaxConcurrentMigrations", "5");

        Assert.Equal(("", "\"7\""), (service.Requests[0].IfMatch, service.Requests[1].IfMatch));
    }

    [Fact]
    public async Task An_answer_that_does_not_say_that_nothing_was_changed_is_no_answer_to_what_if()
    {
        await using var service = await FakeService.AnsweringAsync("{}");
        service.ConfirmsWhatIf = false;

        var outcome = await AdministrationRun.Of(service).RunAsync("Remove-MigrationBatch", "b", "-WhatIf");

        Assert.Equal((1, ""), (outcome.Code, outcome.Output));
        Assert.Contains("GW9028", outcome.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("nothing was changed.", outcome.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true, 0, 1), InlineData(false, 2, 0)]
    public async Task A_change_that_is_not_confirmed_is_not_asked_for(bool yes, int code, int requests)
    {
        await using var service = await FakeService.AnsweringAsync("{}");
        var run = new AdministrationRun { Confirm = _ => yes }.At(service);

        Assert.Equal(code, (await run.RunAsync("Remove-MigrationBatch", "b", "-Confirm")).Code);
        Assert.Equal(requests, service.Requests.Count);
    }

    [Fact]
    public async Task Without_a_terminal_nobody_can_confirm()
    {
        await using var service = await FakeService.AnsweringAsync("{}");

        var outcome = await AdministrationRun.Of(service).RunAsync("Remove-MigrationBatch", "b", "-Confirm");

        Assert.Equal(2, outcome.Code);
        Assert.Contains("GW9026", outcome.Error, StringComparison.Ordinal);
        Assert.Empty(service.Requests);
    }

    [Theory]
    [InlineData("""{"items":[{"check":"A","passed":true},{"check":"B","passed":true}],"total":2,"next":null}""", 0)]
    [InlineData("""{"items":[{"check":"A","passed":true},{"check":"B","passed":false}],"total":2,"next":null}""", 3)]
    public async Task A_test_that_did_not_pass_shows_in_the_exit_code(string health, int code)
    {
        await using var service = await FakeService.AnsweringAsync(health);

        Assert.Equal(code, (await AdministrationRun.Of(service).RunAsync("Test-MRSHealth")).Code);
    }

    [Fact]
    public async Task A_sign_in_follows_no_redirect()
    {
        await using var elsewhere = await FakeService.AnsweringAsync(North);
        await using var service = await FakeService.StartAsync(_ => (307, "text/plain", elsewhere.Url + "api/v1/endpoints/north"));

        var outcome = await AdministrationRun.Of(service).RunAsync("Get-MigrationEndpoint", "north");

        Assert.Equal(1, outcome.Code);
        Assert.Contains("GW9025", outcome.Error, StringComparison.Ordinal);
        Assert.Empty(elsewhere.Requests);
    }

    [Fact]
    public async Task A_service_whose_certificate_is_not_trusted_is_not_asked()
    {
        await using var service = await FakeService.AnsweringAsync(North);
        var run = AdministrationRun.Of(service);
        run.Variables.Remove("GODWIT_SERVICE_CA");

        var outcome = await run.RunAsync("Get-MigrationEndpoint", "north");

        Assert.Equal(2, outcome.Code);
        Assert.Contains("GW9024 (service): The migration service at", outcome.Error, StringComparison.Ordinal);
        Assert.Contains("its certificate is not trusted", outcome.Error, StringComparison.Ordinal);
        Assert.Empty(service.Requests);
    }

    [Fact]
    public async Task The_service_of_this_machine_needs_neither_token_nor_authority()
    {
        await using var service = await FakeService.AnsweringAsync(North);
        var data = Directory.CreateDirectory(service["state/godwit/service"]).FullName;
        File.Copy(service["service.pem"], Path.Combine(data, ServiceDefaults.OwnCertificateFile));
        await File.WriteAllTextAsync(Path.Combine(data, ServiceDefaults.FirstPasswordFile), "Canary-3\n");
        var run = new AdministrationRun { Variables = { ["GODWIT_SERVICE"] = service.Url.ToString(), ["XDG_STATE_HOME"] = service["state"] } };

        var outcome = await run.RunAsync("Get-MigrationEndpoint", "north");

        Assert.Equal((0, ""), (outcome.Code, outcome.Error));
        Assert.Equal("Basic " + Convert.ToBase64String("administrator:Canary-3"u8), service.Requests[0].SignIn);
    }

    [Fact]
    public async Task Without_anything_to_sign_in_with_nobody_is_asked()
    {
        await using var service = await FakeService.AnsweringAsync(North);
        var run = AdministrationRun.Of(service);
        run.Variables.Remove("GODWIT_TOKEN");

        var outcome = await run.RunAsync("Get-MigrationEndpoint");

        Assert.Equal(1, outcome.Code);
        Assert.Contains("GW9023", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_report_is_written_to_a_new_file_only()
    {
        await using var service = await FakeService.StartAsync(_ => (200, "text/plain", "the report\n"));
        var run = AdministrationRun.Of(service);

        Assert.Equal(0, (await run.RunAsync("Export-MigrationReport", "anna", "-Path", service["anna.txt"])).Code);
        Assert.Equal("the report\n", await File.ReadAllTextAsync(service["anna.txt"]));
        Assert.Equal(1, (await run.RunAsync("Export-MigrationReport", "anna", "-Path", service["anna.txt"])).Code);
        Assert.Equal("text/plain", service.Requests[0].Accept);
    }

    [Fact]
    public async Task A_password_is_asked_for_when_nobody_gave_it()
    {
        await using var service = await FakeService.AnsweringAsync(North);
        var run = new AdministrationRun { Ask = question => question.Contains("mig", StringComparison.Ordinal) ? "typed" : null }.At(service);

        await run.RunAsync("New-MigrationEndpoint", "n", "-Imap", "-RemoteServer", "h", "-Credentials", "mig");

        Assert.Equal("typed", JsonNode.Parse(service.Requests[0].Body)!["credentials"]!["password"]!.ToString());
    }

    private static string Problem(string code, string detail, string remedy, string more = "") =>
        $$"""{"type":"docs/faults/{{code}}.md","title":"t","status":400,"detail":"{{detail}}","code":"{{code}}","side":"service","reach":"service","remedy":"{{remedy}}"{{more}}}""";

    private static void AssertJson(string expected, string actual) => Assert.True(JsonNode.DeepEquals(JsonNode.Parse(expected), JsonNode.Parse(actual)), actual);
}
