using System.Net.Http.Headers;
using System.Text.Json;

namespace Godwit.Server.Tests.Requests;

/// <summary>What a request is called on its answer, in problem details and in the description.</summary>
public sealed class RequestIdTests
{
    private const string Named = "console-7/42";

    [Fact]
    public async Task Every_route_names_its_request_whoever_asks_and_gives_the_clients_name_back()
    {
        await using var service = await RunningService.StartAsync();
        using var reader = await service.AsAsync(Role.Reader);
        using var nobody = service.Connect();
        using var stranger = service.As("Bearer", "nothing");
        var routes = (await DescribedRoute.AllAsync(nobody)).Select(static route => (route.Method, Path: route.PathOf("x")))
            .Concat([(HttpMethod.Get, "/"), (HttpMethod.Get, "/health"), (HttpMethod.Get, "/metrics"), (HttpMethod.Get, "/nowhere"), (HttpMethod.Put, ApiRoutes.Batches), (HttpMethod.Get, ApiRoutes.OpenApi)]).ToList();
        var ids = new HashSet<Guid>();

        foreach (var client in (HttpClient[])[service.Client, reader, nobody])
            foreach (var (method, path) in routes) Assert.True(ids.Add(await AskAsync(client, method, path)), "Two requests have one name.");
        Assert.True(ids.Add(await AskAsync(stranger, HttpMethod.Get, ApiRoutes.Me)));

        Assert.True(ids.Count > 120, "The document has lost its routes.");
    }

    [Fact]
    public async Task A_request_of_another_site_is_refused_by_its_name_too()
    {
        await using var service = await RunningService.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, ApiRoutes.For(ApiRoutes.BatchStart, "x"));
        request.Headers.Add("Sec-Fetch-Site", "cross-site");

        using var answer = await service.Client.SendAsync(request);

        Assert.Equal(IdOf(answer), (await ProblemOf(answer)).RequestId);
    }

    [Theory]
    [InlineData("two words")]
    [InlineData("two\tcolumns")]
    [InlineData("longer than 128 characters")]
    public async Task A_clients_name_that_could_shift_a_column_does_not_count(string named)
    {
        if (named.StartsWith("longer", StringComparison.Ordinal)) named = new string('x', 129);
        await using var service = await RunningService.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, ApiRoutes.Me);
        request.Headers.TryAddWithoutValidation(ApiRoutes.ClientRequestIdHeader, named);

        using var answer = await service.Client.SendAsync(request);

        Assert.False(answer.Headers.Contains(ApiRoutes.ClientRequestIdHeader));
        await service.Parts.FlushAsync();
        Assert.DoesNotContain(named, service.AccessLog, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_description_says_where_the_id_stands()
    {
        await using var service = await RunningService.StartAsync();

        var document = JsonDocument.Parse(await service.Client.GetStringAsync(ApiRoutes.OpenApi)).RootElement;

        var components = document.GetProperty("components");
        Assert.Equal("uuid", components.GetProperty("schemas").GetProperty("Problem").GetProperty("properties").GetProperty("requestId").GetProperty("format").GetString());
        Assert.Equal("uuid", components.GetProperty("headers").GetProperty(ApiRoutes.RequestIdHeader).GetProperty("schema").GetProperty("format").GetString());
        Assert.All(document.GetProperty("paths").EnumerateObject().SelectMany(static path => path.Value.EnumerateObject()).SelectMany(static operation => operation.Value.GetProperty("responses").EnumerateObject()),
            static answer => Assert.True(answer.Value.GetProperty("headers").TryGetProperty(ApiRoutes.RequestIdHeader, out _)));
    }

    private static async Task<Guid> AskAsync(HttpClient client, HttpMethod method, string path)
    {
        using var request = new HttpRequestMessage(method, path + (path == ApiRoutes.Events ? "" : "?whatIf=true"));
        if (method != HttpMethod.Get) request.Content = new StringContent("{}", new MediaTypeHeaderValue("application/json"));
        request.Headers.TryAddWithoutValidation(ApiRoutes.ClientRequestIdHeader, Named);
        using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        var id = IdOf(answer);
        Assert.Equal(Named, answer.Headers.GetValues(ApiRoutes.ClientRequestIdHeader).Single());
        if ((int)answer.StatusCode >= 400 && path is not "/health") Assert.Equal(id, (await ProblemOf(answer)).RequestId);
        return id;
    }

    private static Guid IdOf(HttpResponseMessage answer) => Guid.ParseExact(answer.Headers.GetValues(ApiRoutes.RequestIdHeader).Single(), "D");

    private static async Task<Problem> ProblemOf(HttpResponseMessage answer) => JsonSerializer.Deserialize(await answer.Content.ReadAsStringAsync(), ApiJson.Default.Problem)!;
}
