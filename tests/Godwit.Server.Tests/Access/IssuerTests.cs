using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Godwit.Server.Configuration;

namespace Godwit.Server.Tests.Access;

/// <summary>Sign-in by tokens of an issuer. Tokens are made by hand here, so that a mistake of the library that checks them cannot hide itself.</summary>
public sealed class IssuerTests : IDisposable
{
    private const string Url = "https://login.example/";
    private readonly string _folder = Directory.CreateTempSubdirectory("godwit-issuer-").FullName;
    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    [Theory]
    [InlineData("migration-admins", Role.Administrator), InlineData("migration-team", Role.Operator), InlineData("auditors", Role.Reader)]
    public async Task A_group_of_the_token_decides_what_somebody_may_do(string group, Role role)
    {
        await using var service = await StartAsync();
        using var client = service.As("Bearer", Token("4711", "anna@new.example", ["strangers", group]));

        var (_, me) = await service.SendAsync(HttpMethod.Get, ApiRoutes.Me, null, ApiJson.Default.SignedIn, client);

        Assert.Equal(new SignedIn("anna@new.example (oidc:4711)", role, "Bearer"), me);
    }

    [Fact]
    public async Task The_highest_of_several_groups_counts()
    {
        await using var service = await StartAsync();
        using var client = service.As("Bearer", Token("4711", "anna@new.example", ["migration-team", "migration-admins", "auditors"]));

        var (_, me) = await service.SendAsync(HttpMethod.Get, ApiRoutes.Me, null, ApiJson.Default.SignedIn, client);

        Assert.Equal(Role.Administrator, me!.Role);
    }

    [Fact]
    public async Task A_token_without_a_known_group_is_somebody_and_may_do_nothing()
    {
        await using var service = await StartAsync();
        using var client = service.As("Bearer", Token("4711", "anna@new.example", ["strangers"]));

        var (status, problem) = await service.RefusedAsync(HttpMethod.Get, ApiRoutes.Batches, client: client);

        Assert.Equal((HttpStatusCode.Forbidden, "GW4021"), (status, problem.Code));
    }

    [Fact]
    public async Task A_token_of_another_key_another_issuer_another_audience_or_without_a_subject_is_nobody()
    {
        await using var service = await StartAsync();
        using var strange = ECDsa.Create(ECCurve.NamedCurves.nistP256);

        foreach (var token in (string[])[
            Token("1", "a", ["migration-team"], signer: strange), Token("1", "a", ["migration-team"], issuer: "https://elsewhere.example/"),
            Token("1", "a", ["migration-team"], audience: "other"), Token("", "a", ["migration-team"]), Token("1", "a", ["migration-team"], minutes: -60)])
        {
            using var client = service.As("Bearer", token);
            var (status, problem) = await service.RefusedAsync(HttpMethod.Get, ApiRoutes.Me, client: client);
            Assert.Equal((HttpStatusCode.Unauthorized, "GW4020"), (status, problem.Code));
        }
    }

    [Fact]
    public async Task The_audit_names_the_subject()
    {
        await using var service = await StartAsync();
        using var client = service.As("Bearer", Token("4711", "anna@new.example", ["migration-admins"]));

        await service.SendAsync(HttpMethod.Patch, ApiRoutes.Config, new MigrationConfigChanges(MaxConcurrentMigrations: 20), ApiJson.Default.MigrationConfig, client);

        var entry = service.Parts.Database.Read(static session => session.Records.Access.Audit(null, long.MaxValue, 1)).Single();
        Assert.Equal(("anna@new.example (oidc:4711)", "Set-MigrationConfig"), (entry.Who, entry.Action));
    }

    [Fact]
    public async Task Whoever_bears_an_administrator_s_name_is_not_taken_for_that_administrator()
    {
        await using var service = await StartAsync();
        await service.SendAsync(HttpMethod.Post, ApiRoutes.Tokens, new NewAccessToken("watch", Role.Reader), ApiJson.Default.IssuedToken);
        using var client = service.As("Bearer", Token("4711", ServiceDefaults.FirstAdministrator, ["migration-team"]));

        var (_, tokens) = await service.SendAsync(HttpMethod.Get, ApiRoutes.Tokens, null, ApiJson.Default.PageAccessToken, client);
        Assert.Empty(tokens!.Items);
        await service.RefusedAsync(HttpMethod.Delete, ApiRoutes.For(ApiRoutes.Token, "watch"), client: client);
        var (status, problem) = await service.RefusedAsync(HttpMethod.Post, ApiRoutes.Tokens, """{"name":"mine","role":"Reader"}""", client);

        Assert.Equal((HttpStatusCode.Forbidden, "GW4021"), (status, problem.Code));
    }

    [Fact]
    public async Task An_issuer_that_does_not_answer_locks_out_its_own_people_alone()
    {
        var away = new BearerSettings(Url, "godwit", new Uri("https://localhost:1/.well-known/openid-configuration"), null, "preferred_username", "groups");
        await using var service = await RunningService.StartAsync(with => with with { Issuer = new IssuerSettings(away, new Dictionary<string, Role> { ["migration-team"] = Role.Operator }) });
        using var client = service.As("Bearer", Token("4711", "anna@new.example", ["migration-team"]));

        var (status, problem) = await service.RefusedAsync(HttpMethod.Get, ApiRoutes.Me, client: client);

        Assert.Equal((HttpStatusCode.ServiceUnavailable, "GW4022"), (status, problem.Code));
        await service.SendAsync(HttpMethod.Get, ApiRoutes.Me, null, ApiJson.Default.SignedIn);
    }

    public void Dispose()
    {
        _key.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private Task<RunningService> StartAsync()
    {
        var point = _key.ExportParameters(false).Q;
        var keys = Path.Combine(_folder, "keys.json");
        File.WriteAllText(keys, JsonSerializer.Serialize(new { keys = new[] { new { kty = "EC", crv = "P-256", use = "sig", kid = "k1", x = Base64(point.X!), y = Base64(point.Y!) } } }));
        var roles = new Dictionary<string, Role> { ["migration-admins"] = Role.Administrator, ["migration-team"] = Role.Operator, ["auditors"] = Role.Reader };
        return RunningService.StartAsync(with => with with { Issuer = new IssuerSettings(new BearerSettings(Url, "godwit", null, keys, "preferred_username", "groups"), roles) });
    }

    private string Token(string subject, string name, string[] groups, ECDsa? signer = null, string issuer = Url, string audience = "godwit", int minutes = 60)
    {
        var claims = new Dictionary<string, object> { ["iss"] = issuer, ["aud"] = audience, ["preferred_username"] = name, ["groups"] = groups, ["exp"] = DateTimeOffset.UtcNow.AddMinutes(minutes).ToUnixTimeSeconds() };
        if (subject.Length > 0) claims["sub"] = subject;
        var body = $"{Base64(JsonSerializer.SerializeToUtf8Bytes(new { alg = "ES256", typ = "JWT", kid = "k1" }))}.{Base64(JsonSerializer.SerializeToUtf8Bytes(claims))}";
        return $"{body}.{Base64((signer ?? _key).SignData(Encoding.ASCII.GetBytes(body), HashAlgorithmName.SHA256))}";
    }

    private static string Base64(byte[] bytes) => Convert.ToBase64String(bytes).TrimEnd('=').Replace('+', '-').Replace('/', '_');
}
