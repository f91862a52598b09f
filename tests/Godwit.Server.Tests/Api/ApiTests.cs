using System.Text.Json;

namespace Godwit.Server.Tests.Api;

public sealed class ApiTests
{
    [Fact]
    public async Task Not_found_is_an_error_and_never_everything()
    {
        await using var service = await RunningService.StartAsync();

        var (status, problem) = await service.RefusedAsync(HttpMethod.Get, ApiRoutes.For(ApiRoutes.Batch, "nothing"));
        Assert.Equal((HttpStatusCode.NotFound, "GW4001", "docs/faults/GW4001.md"), (status, problem.Code, problem.Type));
        Assert.Equal("GW4001", (await service.RefusedAsync(HttpMethod.Get, "/api/v1/nowhere")).Problem.Code);
    }

    [Theory]
    [InlineData("""{"name":"x","users":["a@old.example"],"autoStarte":true}""", "not known")]
    [InlineData("""{"name":"x","priority":"Urgent"}""", "priority")]
    [InlineData("""{"name":"x" """, "body")]
    [InlineData("""{"name":"x","users":["a@old.example"],"startAfter":"2026-11-27T22:00"}""", "zone")]
    public async Task Bad_input_is_told_in_a_sentence(string json, string told)
    {
        await using var service = await RunningService.StartAsync();

        var (status, problem) = await service.RefusedAsync(HttpMethod.Post, ApiRoutes.Batches, json);

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains(told, problem.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_if_is_answered_and_changes_nothing()
    {
        await using var service = await RunningService.StartAsync();
        var before = service.Parts.Database.Read(static session => (session.Records.Batches.Count(), session.Records.Access.CountAudit(null)));

        using var request = new HttpRequestMessage(HttpMethod.Post, ApiRoutes.Batches + "?whatIf=true") { Content = new StringContent("""{"name":"x","csvData":"EmailAddress,TargetAddress\na@old.example,a@new.example\n"}""", null, "application/json") };
        using var answer = await service.Client.SendAsync(request);

        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        Assert.Equal("true", answer.Headers.GetValues(ApiRoutes.WhatIfHeader).Single());
        Assert.Equal(before, service.Parts.Database.Read(static session => (session.Records.Batches.Count(), session.Records.Access.CountAudit(null))));
    }

    [Fact]
    public async Task The_openapi_document_describes_every_route()
    {
        await using var service = await RunningService.StartAsync();

        using var document = JsonDocument.Parse(await service.Client.GetStringAsync(ApiRoutes.OpenApi));

        var paths = document.RootElement.GetProperty("paths").EnumerateObject().Select(static path => path.Name).ToHashSet();
        var routes = typeof(ApiRoutes).GetFields().Where(static field => field.IsLiteral).Select(static field => (string)field.GetRawConstantValue()!).Where(static route => route.StartsWith(ApiRoutes.Root + "/", StringComparison.Ordinal));
        Assert.Empty(routes.Except(paths));
        Assert.Contains("MigrationBatch", document.RootElement.GetProperty("components").GetProperty("schemas").EnumerateObject().Select(static schema => schema.Name));
    }

    [Fact]
    public async Task Events_tell_of_a_batch_as_it_happens()
    {
        await using var service = await RunningService.StartAsync();
        service.Deliver("anna", 1);
        using var stream = new StreamReader(await service.Client.GetStreamAsync(ApiRoutes.Events));
        Assert.Equal(": godwit", await stream.ReadLineAsync());

        await service.SendAsync(HttpMethod.Post, ApiRoutes.Batches, new NewMigrationBatch { Name = "b", CsvData = "EmailAddress,TargetAddress\nanna@old.example,anna@new.example\n", AutoStart = true }, ApiJson.Default.MigrationBatch);

        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        for (var line = ""; !line!.Contains("\"Synced\"", StringComparison.Ordinal); line = await stream.ReadLineAsync(patience.Token)) Assert.NotNull(line);
    }

    [Fact]
    public async Task The_page_at_the_root_shows_moves_and_escapes_what_it_shows()
    {
        await using var service = await RunningService.StartAsync();
        await service.SendAsync(HttpMethod.Post, ApiRoutes.Batches, new NewMigrationBatch { Name = "<b>tuesday", CsvData = "EmailAddress,TargetAddress\nanna@old.example,anna@new.example\n" }, ApiJson.Default.MigrationBatch);

        var page = await service.Client.GetStringAsync("/");

        Assert.Contains("&lt;b&gt;tuesday", page, StringComparison.Ordinal);
        Assert.Contains("anna@old.example", page, StringComparison.Ordinal);
    }
}
