using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Godwit.Proxy.Tests.Authentication.Bearer;

/// <summary>Tokens are made by hand here, so that a mistake of the library that checks them cannot hide itself.</summary>
public sealed class BearerTests : IAsyncDisposable
{
    private readonly Organisation _organisation = new();
    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    [Fact]
    public async Task A_token_of_the_issuer_with_the_group_gets_in_over_http_1_and_2()
    {
        var proxy = await StartAsync();

        using var one = await AskAsync(proxy, Token(), HttpVersion.Version11);
        using var two = await AskAsync(proxy, Token(), HttpVersion.Version20);

        Assert.Equal("mig@mail.example Bearer /EWS/mrsproxy.svc|", await one.Content.ReadAsStringAsync());
        Assert.Equal(HttpStatusCode.BadRequest, two.StatusCode);
        Assert.DoesNotContain(Token()[..20], await proxy.EverythingWrittenAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_token_without_the_group_is_refused_with_a_reason()
    {
        var proxy = await StartAsync();

        using var answer = await AskAsync(proxy, Token(claims => claims["groups"] = (string[])["Help Desk"]));

        Assert.Equal("NotInRoleGroup", answer.Headers.GetValues(ProxyHeaders.Reason).Single());
    }

    public static TheoryData<string, object?> Wrong => new()
    {
        { "iss", "https://elsewhere.example" }, { "aud", "another" }, { "exp", DateTimeOffset.UtcNow.AddHours(-1).ToUnixTimeSeconds() }, { "nbf", DateTimeOffset.UtcNow.AddHours(1).ToUnixTimeSeconds() }, { "exp", null },
    };

    [Theory, MemberData(nameof(Wrong))]
    public async Task A_token_of_another_issuer_for_another_audience_or_another_time_is_not_accepted(string claim, object? value)
    {
        var proxy = await StartAsync();

        using var answer = await AskAsync(proxy, Token(claims => claims[claim] = value));

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Equal("401 1 1326", await proxy.LastStatusAsync());
    }

    [Theory]
    [InlineData("none"), InlineData("HS256"), InlineData("ES256")]
    public async Task A_token_that_the_issuer_did_not_sign_is_not_accepted(string algorithm)
    {
        var proxy = await StartAsync();
        var parts = Token(algorithm: algorithm).Split('.');
        var forged = algorithm switch
        {
            "none" => $"{parts[0]}.{parts[1]}.",
            "HS256" => $"{parts[0]}.{parts[1]}.{Url(HMACSHA256.HashData(_key.ExportSubjectPublicKeyInfo(), Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}")))}",
            _ => $"{parts[0]}.{parts[1]}.{Url(new byte[64])}",
        };

        using var answer = await AskAsync(proxy, forged);

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    public async ValueTask DisposeAsync()
    {
        _key.Dispose();
        await _organisation.DisposeAsync();
    }

    private Task<RunningProxy> StartAsync()
    {
        var point = _key.ExportParameters(false).Q;
        File.WriteAllText(_organisation.PathOf("keys.json"), JsonSerializer.Serialize(new { keys = new[] { new { kty = "EC", crv = "P-256", use = "sig", kid = "k1", x = Url(point.X!), y = Url(point.Y!) } } }));
        var bearer = new BearerSettings("https://issuer.example", "godwit", null, _organisation.PathOf("keys.json"), "upn", "groups");
        return _organisation.StartAsync(c => c with { Authentication = c.Authentication with { Bearer = bearer } });
    }

    private string Token(Action<Dictionary<string, object?>>? change = null, string algorithm = "ES256")
    {
        var claims = new Dictionary<string, object?>
        {
            ["iss"] = "https://issuer.example", ["aud"] = "godwit", ["upn"] = "mig@mail.example", ["groups"] = (string[])["Other", "Recipient Management"],
            ["exp"] = DateTimeOffset.UtcNow.AddHours(1).ToUnixTimeSeconds(),
        };
        change?.Invoke(claims);
        var body = $"{Url(JsonSerializer.SerializeToUtf8Bytes(new { alg = algorithm, typ = "JWT", kid = "k1" }))}.{Url(JsonSerializer.SerializeToUtf8Bytes(claims.Where(claim => claim.Value is not null).ToDictionary()))}";
        return $"{body}.{Url(_key.SignData(Encoding.ASCII.GetBytes(body), HashAlgorithmName.SHA256))}";
    }

    private static Task<HttpResponseMessage> AskAsync(RunningProxy proxy, string token, Version? version = null) =>
        proxy.AskAsync(change: request => request.Headers.Authorization = new System.Net.Http.Headers.AuthenticationHeaderValue("Bearer", token), version: version);

    private static string Url(byte[] bytes) => Convert.ToBase64String(bytes).TrimEnd('=').Replace('+', '-').Replace('/', '_');
}
