using System.Text;

namespace Godwit.Server.Tests.Api;

/// <summary>What holds for every route of the OpenAPI document, so that a new one cannot be forgotten.</summary>
public sealed class RouteTests
{
    // What a reader may not see either.
    private static readonly string[] ForAdministrators = [ApiRoutes.Administrators];

    [Fact, Trait("records", "sqlite")]
    public async Task No_route_lets_a_reader_change_anything()
    {
        await using var service = await RunningService.StartAsync();
        using var reader = await service.AsAsync(Role.Reader);
        await service.SendAsync(HttpMethod.Get, ApiRoutes.Me, null, ApiJson.Default.SignedIn, reader);
        var before = DatabaseDump.Of(service.DatabaseFile, without: "audit");
        var routes = await DescribedRoute.AllAsync(service.Client);

        foreach (var route in routes.Where(static route => !route.Reads))
        {
            var (status, problem) = await service.RefusedAsync(route.Method, route.PathOf("administrator"), route.Body is null ? null : "{}", reader);
            Assert.True((status, problem.Code) == (HttpStatusCode.Forbidden, "GW4021"), $"{route}: {status} {problem}");
        }

        Assert.Equal(before, DatabaseDump.Of(service.DatabaseFile, without: "audit"));
        Assert.True(routes.Count(static route => !route.Reads) > 20, "The document has lost its routes.");
    }

    [Fact]
    public async Task A_reader_may_read_everything_but_the_administrators()
    {
        await using var service = await RunningService.StartAsync();
        using var reader = await service.AsAsync(Role.Reader);

        foreach (var route in (await DescribedRoute.AllAsync(service.Client)).Where(static route => route.Reads && route.Path != ApiRoutes.Events))
        {
            using var answer = await reader.GetAsync(route.PathOf("nobody@nowhere.example"));
            var expected = ForAdministrators.Contains(route.Path) ? HttpStatusCode.Forbidden : route.Path.Contains("{identity}", StringComparison.Ordinal) ? HttpStatusCode.NotFound : HttpStatusCode.OK;
            Assert.True(answer.StatusCode == expected, $"{route}: {answer.StatusCode}");
        }
    }

    [Fact]
    public async Task Nothing_but_the_description_is_told_to_somebody_who_has_not_signed_in()
    {
        await using var service = await RunningService.StartAsync();
        using var nobody = service.Connect();

        foreach (var route in await DescribedRoute.AllAsync(nobody))
        {
            var (status, problem) = await service.RefusedAsync(route.Method, route.PathOf("x"), route.Body is null ? null : "{}", nobody);
            Assert.True((status, problem.Code) == (HttpStatusCode.Unauthorized, "GW4020"), $"{route}: {status} {problem}");
        }
        using var page = await nobody.GetAsync("/");
        Assert.Equal(HttpStatusCode.Unauthorized, page.StatusCode);
    }

    [Fact]
    public async Task Whatever_a_body_holds_the_answer_is_never_that_something_went_wrong()
    {
        await using var service = await RunningService.StartAsync();
        string[] values = ["null", "\"\"", "\"x\"", "-1", "9999999999999", "[]", "[null]", "[\"\"]", "{}", "true", "\"\\u0000\"", "\"0001-01-01T00:00\"", "\"../../../dev/zero\"", $"\"{new string('a', 70_000)}\""];

        foreach (var route in (await DescribedRoute.AllAsync(service.Client)).Where(static route => route.Body is not null))
        {
            foreach (var json in route.Fields().SelectMany(field => values.Select(value => $$"""{"{{field.Name}}":{{value}}}""")).Prepend("null").Prepend("[]").Prepend("{}"))
            {
                using var request = new HttpRequestMessage(route.Method, route.PathOf("nobody@nowhere.example") + "?whatIf=true") { Content = new StringContent(json, Encoding.UTF8, "application/json") };
                using var answer = await service.Client.SendAsync(request);
                Assert.True((int)answer.StatusCode < 500, $"{route} {json[..Math.Min(200, json.Length)]}: {answer.StatusCode}\n{service.Log}");
            }
        }
    }

    [Fact]
    public async Task A_page_of_another_site_cannot_have_a_browser_change_anything()
    {
        await using var service = await RunningService.StartAsync();

        foreach (var (header, value) in (IEnumerable<(string, string)>)[("Sec-Fetch-Site", "cross-site"), ("Sec-Fetch-Site", "same-site"), ("Origin", "https://elsewhere.example"), ("Origin", "null")])
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, ApiRoutes.For(ApiRoutes.BatchStart, "x"));
            request.Headers.Add(header, value);
            using var answer = await service.Client.SendAsync(request);
            Assert.True(answer.StatusCode == HttpStatusCode.Forbidden, $"{header}: {value}: {answer.StatusCode}");
        }
        using var own = new HttpRequestMessage(HttpMethod.Post, ApiRoutes.For(ApiRoutes.BatchStart, "x"));
        own.Headers.Add("Origin", service.Client.BaseAddress!.GetLeftPart(UriPartial.Authority));
        using var taken = await service.Client.SendAsync(own);
        Assert.Equal(HttpStatusCode.NotFound, taken.StatusCode);
    }

    [Fact]
    public async Task Answers_are_for_no_cache_and_no_frame()
    {
        await using var service = await RunningService.StartAsync();

        using var answer = await service.Client.GetAsync("/");

        Assert.True(answer.Headers.CacheControl!.NoStore);
        Assert.Contains("frame-ancestors 'none'", answer.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
    }

    [Theory, Trait("records", "sqlite")]
    [InlineData("true")]
    [InlineData("True")]
    [InlineData("TRUE")]
    public async Task What_if_is_understood_as_it_is_written(string whatIf)
    {
        await using var service = await RunningService.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{ApiRoutes.Batches}?whatIf={whatIf}") { Content = new StringContent("""{"name":"x","users":["a@old.example"]}""", Encoding.UTF8, "application/json") };
        await service.SendAsync(HttpMethod.Get, ApiRoutes.Me, null, ApiJson.Default.SignedIn);
        var before = DatabaseDump.Of(service.DatabaseFile);

        using var answer = await service.Client.SendAsync(request);

        Assert.Equal("true", answer.Headers.GetValues(ApiRoutes.WhatIfHeader).Single());
        Assert.Equal(before, DatabaseDump.Of(service.DatabaseFile));
    }

    [Fact]
    public async Task Whatever_can_be_changed_carries_its_version_when_it_is_read()
    {
        await using var service = await RunningService.StartAsync();
        await service.SendAsync(HttpMethod.Post, ApiRoutes.Batches, new NewMigrationBatch { Name = "b", CsvData = "EmailAddress,TargetAddress\na@old.example,a@new.example\n" }, ApiJson.Default.MigrationBatch);
        await service.SendAsync(HttpMethod.Post, ApiRoutes.MoveRequests, new NewMoveRequest { Identity = "c@old.example", TargetAddress = "c@new.example", Suspend = true }, ApiJson.Default.MoveRequest);

        foreach (var path in (string[])[ApiRoutes.For(ApiRoutes.Batch, "b"), ApiRoutes.For(ApiRoutes.User, "a@old.example"), ApiRoutes.For(ApiRoutes.MoveRequest, "c@old.example"), ApiRoutes.Config])
        {
            using var read = await service.Client.GetAsync(path);
            Assert.True(read.Headers.ETag is { Tag.Length: > 2 }, path);
            var (status, problem) = await service.ConditionalAsync(path, "\"4711\"");
            Assert.True((status, problem?.Code) == (HttpStatusCode.PreconditionFailed, "GW4005"), $"{path}: {status}");
            Assert.Equal(HttpStatusCode.OK, (await service.ConditionalAsync(path, read.Headers.ETag!.Tag)).Status);
        }
    }
}
