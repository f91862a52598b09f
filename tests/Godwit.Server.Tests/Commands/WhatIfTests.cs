using Godwit.Administration.Table;
using Godwit.Moves;

namespace Godwit.Server.Tests.Commands;

[Trait("records", "sqlite")]
public sealed class WhatIfTests
{
    // At least one line for each command that changes something; done one after the other, each changes something.
    private static readonly string[] Lines =
    [
        "New-MigrationEndpoint -Name south -Imap -RemoteServer imap.example -Credentials mig -CredentialFile SECRET -SkipVerification",
        "Set-MigrationEndpoint north -MaxConcurrentMigrations 5 -MaxConcurrentIncrementalSyncs 5",
        "New-MigrationBatch -Name friday -Users x@old.example -TargetDatabases old",
        "Set-MigrationBatch tuesday -Notes changed",
        "Set-MigrationBatch tuesday -AddUsers -Users y@old.example",
        "Set-MigrationUser sam@old.example -Priority High",
        "Set-MigrationUser sam@old.example -SyncNow",
        "Set-MigrationUser sam@old.example -ApproveDeletions 3 -Reason spring",
        "Set-MigrationBatch synced -SyncNow",
        "Complete-MigrationBatch synced",
        "Start-MigrationBatch tuesday",
        "Stop-MigrationUser anna@old.example",
        "Start-MigrationUser anna@old.example",
        "Stop-MigrationBatch tuesday",
        "New-MoveRequest zoe@old.example -TargetAddress zoe@new.example",
        "Set-MoveRequest carl@old.example -Priority High",
        "Suspend-MoveRequest dora@old.example",
        "Resume-MoveRequest carl@old.example",
        "Remove-MoveRequest carl@old.example",
        "Set-MigrationConfig -MaxNumberOfBatches 50",
        "New-MigrationAdministrator eva -Role Operator -PasswordFile SECRET",
        "Set-MigrationAdministrator frank -Role Approver",
        "Remove-MigrationAdministrator frank",
        "New-MigrationAccessToken nightly -Role Reader",
        "Remove-MigrationAccessToken test",
        "Remove-MigrationUser anna@old.example",
        "Remove-MigrationBatch tuesday",
        "Remove-MigrationEndpoint north",
    ];

    [Fact]
    public void Every_command_that_changes_something_has_a_line_here() =>
        Assert.Equal(
            CommandTable.All.Where(static command => command is { Changes: true, Answerer: Answerer.Service }).Select(static command => command.Cmdlet).Order(StringComparer.Ordinal),
            Lines.Select(static line => line.Split(' ')[0]).Distinct().Order(StringComparer.Ordinal));

    [Fact]
    public async Task What_if_changes_no_row_of_the_database_whatever_the_command()
    {
        await using var service = await PreparedAsync();
        var before = DatabaseDump.Of(service.DatabaseFile);

        foreach (var line in Lines)
        {
            var (code, _, error) = await service.RunAsync(Filled(service, line) + " -WhatIf");
            Assert.True(code == 0 && error.Contains("nothing was changed", StringComparison.Ordinal), $"{line}: {code} {error}");
            Assert.True(before == DatabaseDump.Of(service.DatabaseFile), $"{line} -WhatIf changed the database.");
        }
    }

    /// <summary>Else the test above could not fail.</summary>
    [Fact]
    public async Task Without_it_each_of_them_changes_something()
    {
        await using var service = await PreparedAsync();

        foreach (var line in Lines)
        {
            var before = DatabaseDump.Of(service.DatabaseFile, without: "audit");
            var (code, _, error) = await service.RunAsync(Filled(service, line));
            Assert.True(code == 0, $"{line}: {code} {error}");
            Assert.True(before != DatabaseDump.Of(service.DatabaseFile, without: "audit"), $"{line} changed nothing.");
        }
    }

    private static string Filled(RunningService service, string line) => line.Replace("SECRET", service["secret"], StringComparison.Ordinal);

    // Nobody works, so that what changes is the command's doing alone.
    private static async Task<RunningService> PreparedAsync()
    {
        var service = await RunningService.StartAsync();
        service.Parts.Workers.Stop(TimeSpan.FromSeconds(30));
        await File.WriteAllTextAsync(service["secret"], "a-long-enough-secret\n");
        using (await service.AsAsync(Role.Reader))
        {
            await service.SendAsync(HttpMethod.Post, ApiRoutes.Administrators, new NewServiceAdministrator("frank", "a-long-enough-secret", Role.Operator), ApiJson.Default.ServiceAdministrator);
            await service.SendAsync(HttpMethod.Post, ApiRoutes.Endpoints, new NewMigrationEndpoint { Name = "north", EndpointType = EndpointType.IMAP, RemoteServer = "imap.example", Credentials = new EndpointCredentials("mig", "secret"), SkipVerification = true }, ApiJson.Default.MigrationEndpoint);
            await BatchAsync(service, "tuesday", "anna");
            await BatchAsync(service, "synced", "sam", "sue");
            foreach (var (name, suspend) in (IEnumerable<(string, bool)>)[("carl", true), ("dora", false)])
                await service.SendAsync(HttpMethod.Post, ApiRoutes.MoveRequests, new NewMoveRequest { Identity = $"{name}@old.example", TargetAddress = $"{name}@new.example", Suspend = suspend }, ApiJson.Default.MoveRequest);
        }
        service.Parts.Database.Change(static session => { Arrange(session); return true; });
        return service;
    }

    private static Task BatchAsync(RunningService service, string name, params string[] users) => service.SendAsync(
        HttpMethod.Post, ApiRoutes.Batches, new NewMigrationBatch { Name = name, CsvData = "EmailAddress,TargetAddress\n" + string.Concat(users.Select(static user => $"{user}@old.example,{user}@new.example\n")) }, ApiJson.Default.MigrationBatch);

    // The endpoint was just tested, so that housekeeping leaves it alone; one batch is in step.
    private static void Arrange(MoveSession session)
    {
        session.Records.Endpoints.Add(session.Records.Endpoints.Find("north")!.Id, new EndpointHealth(session.Now, global::Godwit.Api.TestResult.Success, "good", null, [], null, null, []));
        foreach (var move in session.Records.Moves.List(new MoveQuery { BatchId = session.Records.Batches.Find("synced")!.Id }, 0, 10))
        {
            var standing = new[] { MoveEvent.Validated, MoveEvent.Picked, MoveEvent.Provisioned, MoveEvent.Connected, MoveEvent.Seeded }.Aggregate(move.Standing with { Started = true }, (now, happened) => now.After(happened, session.Now));
            session.Save(move with { Standing = standing });
        }
    }
}
