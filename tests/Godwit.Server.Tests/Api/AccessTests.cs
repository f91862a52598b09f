using System.Text;
using Microsoft.Data.Sqlite;

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
    public async Task A_token_makes_no_tokens_and_withdraws_none()
    {
        await using var service = await RunningService.StartAsync();
        using var program = await service.AsAsync(Role.Administrator);

        var (status, problem) = await service.RefusedAsync(HttpMethod.Post, ApiRoutes.Tokens, """{"name":"another","role":"Reader"}""", program);
        Assert.Equal((HttpStatusCode.Forbidden, "GW4021"), (status, problem.Code));
        Assert.Equal("GW4021", (await service.RefusedAsync(HttpMethod.Delete, ApiRoutes.For(ApiRoutes.Token, "test"), client: program)).Problem.Code);

        await service.SendAsync(HttpMethod.Delete, ApiRoutes.For(ApiRoutes.Token, "test"), null, ApiJson.Default.AccessToken);
        Assert.Equal(HttpStatusCode.Unauthorized, (await service.RefusedAsync(HttpMethod.Get, ApiRoutes.Me, client: program)).Status);
    }

    [Fact]
    public async Task A_refused_change_stands_in_the_audit()
    {
        await using var service = await RunningService.StartAsync();
        using var reader = await service.AsAsync(Role.Reader);

        await service.RefusedAsync(HttpMethod.Delete, ApiRoutes.For(ApiRoutes.Batch, "tuesday"), client: reader);

        var (_, audit) = await service.SendAsync(HttpMethod.Get, ApiRoutes.Audit, null, ApiJson.Default.PageAuditEntry);
        Assert.Contains(audit!.Items, static entry => (entry.Action, entry.Identity, entry.Outcome) == ("Remove-MigrationBatch", "tuesday", "GW4021"));
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

    /// <summary>A disk that fills up between the two, or a process that is killed there.</summary>
    [Fact]
    public async Task Nothing_is_changed_that_cannot_be_written_into_the_audit()
    {
        await using var service = await RunningService.StartAsync();
        Assert.SkipUnless(File.Exists(service.DatabaseFile), "The records are not in a file.");
        service.Deliver("anna", 1);
        await service.SendAsync(HttpMethod.Post, ApiRoutes.Batches, new NewMigrationBatch { Name = "tuesday", CsvData = "EmailAddress,TargetAddress\nanna@old.example,anna@new.example\n" }, ApiJson.Default.MigrationBatch);
        Execute(service, "CREATE TRIGGER full BEFORE INSERT ON audit BEGIN SELECT RAISE(ABORT, 'the disk is full'); END");

        var (status, problem) = await service.RefusedAsync(HttpMethod.Post, ApiRoutes.For(ApiRoutes.BatchStart, "tuesday"));

        Assert.Equal((HttpStatusCode.ServiceUnavailable, "GW4032"), (status, problem.Code));
        Assert.Equal(MigrationBatchStatus.Created, service.Parts.Batches.Get("tuesday").Status);
        Execute(service, "DROP TRIGGER full");
        await service.SendAsync(HttpMethod.Post, ApiRoutes.For(ApiRoutes.BatchStart, "tuesday"), null, ApiJson.Default.MigrationBatch);
        var (_, audit) = await service.SendAsync(HttpMethod.Get, ApiRoutes.Audit, null, ApiJson.Default.PageAuditEntry);
        Assert.Equal([("Start-MigrationBatch", "Done"), ("New-MigrationBatch", "Done")], audit!.Items.Select(static entry => (entry.Action, entry.Outcome)));
    }

    private static void Execute(RunningService service, string sql)
    {
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = service.DatabaseFile, Pooling = false }.ConnectionString);
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    [Fact]
    public async Task The_last_administrator_stays()
    {
        await using var service = await RunningService.StartAsync();

        var (_, problem) = await service.RefusedAsync(HttpMethod.Delete, ApiRoutes.For(ApiRoutes.Administrator, "administrator"));

        Assert.Equal("GW4004", problem.Code);
    }

    [Fact]
    public async Task A_token_is_withdrawn_by_a_name_that_one_s_own_has_or_only_one()
    {
        await using var service = await RunningService.StartAsync();
        await service.SendAsync(HttpMethod.Post, ApiRoutes.Administrators, new NewServiceAdministrator("olga", "kanarienvogel-4711", Role.Administrator), ApiJson.Default.ServiceAdministrator);
        await service.SendAsync(HttpMethod.Post, ApiRoutes.Administrators, new NewServiceAdministrator("otto", "kanarienvogel-4711", Role.Administrator), ApiJson.Default.ServiceAdministrator);
        using HttpClient olga = SignedIn("olga"), otto = SignedIn("otto");
        foreach (var client in (HttpClient[])[service.Client, olga, otto]) await service.SendAsync(HttpMethod.Post, ApiRoutes.Tokens, new NewAccessToken("ci", Role.Reader), ApiJson.Default.IssuedToken, client);

        Assert.Equal("otto", await WithdrawnAsync());
        Assert.Equal("GW4003", (await service.RefusedAsync(HttpMethod.Delete, ApiRoutes.For(ApiRoutes.Token, "ci"), client: otto)).Problem.Code);
        await service.SendAsync(HttpMethod.Delete, ApiRoutes.For(ApiRoutes.Token, "ci"), null, ApiJson.Default.AccessToken, olga);
        Assert.Equal("administrator", await WithdrawnAsync());

        HttpClient SignedIn(string name) => service.As("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{name}:kanarienvogel-4711")));
        async Task<string> WithdrawnAsync() => (await service.SendAsync(HttpMethod.Delete, ApiRoutes.For(ApiRoutes.Token, "ci"), null, ApiJson.Default.AccessToken, otto)).Answer!.Owner;
    }
}
