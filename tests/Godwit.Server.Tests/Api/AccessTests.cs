using System.Text;

namespace Godwit.Server.Tests.Api;

public sealed class AccessTests
{
    [Fact]
    public async Task Nobody_gets_in_without_a_name_and_a_password_or_a_token()
    {
        await using var service = await RunningService.StartAsync();
        using var wrong = service.As("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes("administrator:wrong")));
        using var invented = service.As("Bearer", "godwit_invented");

        foreach (var client in (HttpClient[])[wrong, invented])
        {
            var (status, problem) = await service.RefusedAsync(HttpMethod.Get, ApiRoutes.Batches, client: client);
            Assert.Equal((HttpStatusCode.Unauthorized, "GW4020"), (status, problem.Code));
        }
    }

    [Fact]
    public async Task A_reader_s_token_reads_everything_and_changes_nothing()
    {
        await using var service = await RunningService.StartAsync();
        var (_, issued) = await service.SendAsync(HttpMethod.Post, ApiRoutes.Tokens, new NewAccessToken("watch", Role.Reader), ApiJson.Default.IssuedToken);
        using var reader = service.As("Bearer", issued!.Token);

        await service.SendAsync(HttpMethod.Get, ApiRoutes.Config, null, ApiJson.Default.MigrationConfig, reader);
        var before = service.Parts.Database.Read(static session => (session.Records.Limits, session.Records.Batches.Count(), session.Records.Access.Administrators().Count, session.Records.Access.Tokens(null).Count));
        foreach (var (method, path) in Changes())
        {
            var (status, problem) = await service.RefusedAsync(method, path, method == HttpMethod.Delete ? null : Body(path), reader);
            Assert.True(status == HttpStatusCode.Forbidden && problem.Code == "GW4021", $"{method} {path}: {status} {problem}");
        }

        Assert.Equal(before, service.Parts.Database.Read(static session => (session.Records.Limits, session.Records.Batches.Count(), session.Records.Access.Administrators().Count, session.Records.Access.Tokens(null).Count)));
    }

    [Fact]
    public async Task The_audit_tells_who_did_what_without_secrets_and_cannot_be_changed()
    {
        await using var service = await RunningService.StartAsync();
        await service.SendAsync(HttpMethod.Post, ApiRoutes.Administrators, new NewServiceAdministrator("olga", "kanarienvogel-4711", Role.Operator), ApiJson.Default.ServiceAdministrator);
        await service.RefusedAsync(HttpMethod.Post, ApiRoutes.Administrators, """{"name":"olga","password":"kanarienvogel-4711","role":"Reader"}""");

        var (_, audit) = await service.SendAsync(HttpMethod.Get, ApiRoutes.Audit, null, ApiJson.Default.PageAuditEntry);

        Assert.Equal([("New-Administrator", "olga", "GW4002"), ("New-Administrator", "olga", "Done")], audit!.Items.Select(static entry => (entry.Action, entry.Identity, entry.Outcome)));
        Assert.All(audit.Items, static entry => Assert.Equal("administrator", entry.Who));
        Assert.DoesNotContain("kanarienvogel", string.Join("\n", audit.Items) + service.Log, StringComparison.Ordinal);
        foreach (var file in Directory.GetFiles(service.DataFolder, "service.db*"))
        {
            using var open = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var bytes = new MemoryStream();
            await open.CopyToAsync(bytes);
            Assert.Equal(-1, bytes.ToArray().AsSpan().IndexOf("kanarienvogel"u8));
        }
    }

    [Fact]
    public async Task The_last_administrator_stays()
    {
        await using var service = await RunningService.StartAsync();

        var (_, problem) = await service.RefusedAsync(HttpMethod.Delete, ApiRoutes.For(ApiRoutes.Administrator, "administrator"));

        Assert.Equal("GW4004", problem.Code);
    }

    private static IEnumerable<(HttpMethod, string)> Changes() =>
    [
        (HttpMethod.Post, ApiRoutes.Endpoints), (HttpMethod.Post, ApiRoutes.Batches), (HttpMethod.Post, ApiRoutes.MoveRequests), (HttpMethod.Patch, ApiRoutes.Config), (HttpMethod.Post, ApiRoutes.Administrators),
        (HttpMethod.Delete, ApiRoutes.For(ApiRoutes.Batch, "x")), (HttpMethod.Delete, ApiRoutes.For(ApiRoutes.Administrator, "administrator")), (HttpMethod.Post, ApiRoutes.For(ApiRoutes.BatchStart, "x")),
        (HttpMethod.Post, ApiRoutes.For(ApiRoutes.UserStop, "x@y.example")), (HttpMethod.Post, ApiRoutes.AvailabilityTests),
    ];

    private static string Body(string path) => path == ApiRoutes.Administrators ? """{"name":"r","password":"long-enough-password","role":"Administrator"}""" : "{}";
}
