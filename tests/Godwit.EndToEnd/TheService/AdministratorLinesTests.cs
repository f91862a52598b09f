using Godwit.EndToEnd.Places;

namespace Godwit.EndToEnd.TheService;

/// <summary>
/// The command lines that administrators of the field know, typed in a shell against a running service, between two Dovecots that each stand behind an MRS Proxy. In the end both sides are read by a program
/// of others.
/// </summary>
[Trait("needs", "process")]
public sealed class AdministratorLinesTests
{
    private static readonly string[] Cmdlets =
    [
        "Get-WebServicesVirtualDirectory", "Set-WebServicesVirtualDirectory", "Test-MRSHealth", "Test-MigrationServerAvailability",
        "New-MigrationEndpoint", "Get-MigrationEndpoint", "Set-MigrationEndpoint", "Remove-MigrationEndpoint", "Get-MigrationConfig", "Set-MigrationConfig",
        "New-MigrationBatch", "Get-MigrationBatch", "Set-MigrationBatch", "Start-MigrationBatch", "Stop-MigrationBatch", "Complete-MigrationBatch", "Remove-MigrationBatch",
        "Get-MigrationUser", "Set-MigrationUser", "Start-MigrationUser", "Stop-MigrationUser", "Remove-MigrationUser", "Get-MigrationUserStatistics", "Get-MigrationStatistics", "Export-MigrationReport",
        "New-MoveRequest", "Get-MoveRequest", "Set-MoveRequest", "Suspend-MoveRequest", "Resume-MoveRequest", "Remove-MoveRequest", "Get-MoveRequestStatistics",
    ];

    [Fact]
    public async Task Every_line_works_and_both_sides_are_equal_in_the_end()
    {
        await using var both = await TwoOrganisations.StartAsync();
        foreach (var (user, seed) in TwoOrganisations.Users.Select(static (user, number) => (user, number + 1))) await TwoOrganisations.MailboxOf(both.Source, user).FillAsync(seed, messages: 80);

        await PublishAsync(both);
        await ConnectAsync(both);
        await StartBatchAsync(both);
        await SteerUsersAsync(both);
        await CompleteBatchAsync(both);
        await MoveOneAsync(both);
        foreach (var user in TwoOrganisations.Users)
            Comparison.AssertEqual(await TwoOrganisations.MailboxOf(both.Source, user).ReadAsync(), await TwoOrganisations.MailboxOf(both.Target, user).ReadAsync(), told: await both.TypeAsync($"Export-MigrationReport {user}@mail.example"));
        await TidyUpAsync(both);

        Assert.Empty(Cmdlets.Except(both.Typed, StringComparer.OrdinalIgnoreCase));
    }

    private static async Task PublishAsync(TwoOrganisations both)
    {
        await both.TypeAtProxyAsync("Set-WebServicesVirtualDirectory -MRSProxyEnabled '$true' -ExternalUrl https://localhost:$PORT/EWS/mrsproxy.svc");
        Assert.Matches("MRSProxyEnabled +: True", await both.TypeAtProxyAsync("Get-WebServicesVirtualDirectory -Server mbx1"));
        await both.TypeAsync("Test-MRSHealth");
    }

    private static async Task ConnectAsync(TwoOrganisations both)
    {
        Assert.Matches("Result +: Success", await both.TypeAsync("Test-MigrationServerAvailability -ExchangeRemoteMove -Autodiscover -EmailAddress alice@mail.example -Credentials mig -CertificateAuthorities $CA"));
        Assert.Matches("Result +: Success", await both.TypeAsync("Test-MigrationServerAvailability -ExchangeRemoteMove -RemoteServer localhost -Port $PORT -Credentials mig -CertificateAuthorities $CA"));
        await both.TypeAsync("New-MigrationEndpoint -Name \u201COld\u201D -ExchangeRemoteMove -Autodiscover -EmailAddress alice@mail.example -Credentials mig -CertificateAuthorities $CA -TestMailbox alice@mail.example");
        Assert.Matches("RemoteServer +: localhost", await both.TypeAsync("Get-MigrationEndpoint old"));
        Assert.Contains("5,3", await both.TypeAsync("Set-MigrationEndpoint Old -MaxConcurrentMigrations 5 -MaxConcurrentIncrementalSyncs 3 -Format Csv -Property MaxConcurrentMigrations,MaxConcurrentIncrementalSyncs"), StringComparison.Ordinal);
        await both.TypeAsync("Set-MigrationConfig -MaxConcurrentMigrations 200");
        Assert.Matches("MaxConcurrentMigrations +: 200", await both.TypeAsync("Get-MigrationConfig"));
    }

    private static async Task StartBatchAsync(TwoOrganisations both)
    {
        await File.WriteAllTextAsync(both["wave1.csv"], "EmailAddress\nalice@mail.example\nbob@mail.example\ncarol@mail.example\n");
        await both.TypeAsync("New-MigrationBatch -Name wave1 -SourceEndpoint Old -CSVData wave1.csv -TargetDeliveryDomain mail.example");
        await both.TypeUntilAsync("Get-MigrationBatch wave1 -Format Csv -Property PendingCount", "PendingCount\n3");
        await both.TypeAsync("Set-MigrationBatch wave1 -Notes 'the first wave'");
        await both.TypeAsync("Start-MigrationBatch wave1");
        await both.TypeUntilAsync("get-migrationbatch WAVE1 -format csv -property syncedcount", "SyncedCount\n3");
    }

    private static async Task SteerUsersAsync(TwoOrganisations both)
    {
        await both.TypeAsync("Stop-MigrationBatch wave1");
        await both.TypeUntilAsync("Get-MigrationBatch wave1 -Format Csv -Property StoppedCount", "StoppedCount\n3");
        await both.TypeAsync("Start-MigrationUser bob@mail.example");
        await both.TypeUntilAsync("Get-MigrationUser bob@mail.example -Format Csv -Property StatusSummary", "StatusSummary\nSynced");
        await both.TypeAsync("Stop-MigrationUser bob@mail.example");
        await both.TypeAsync("Remove-MigrationUser carol@mail.example");
        await both.TypeAsync("Start-MigrationBatch wave1");
        await both.TypeUntilAsync("Get-MigrationBatch wave1 -Format Csv -Property SyncedCount", "SyncedCount\n2");
        foreach (var user in (string[])["alice", "bob"]) await TwoOrganisations.MailboxOf(both.Source, user).ChangeAsync();
        await both.TypeAsync("Set-MigrationUser alice@mail.example -SyncNow");
        await both.TypeUntilAsync("Get-MigrationUser -BatchId wave1 -StatusSummary Synced -Format Csv -Property Identity", "Identity\nalice@mail.example\nbob@mail.example");
    }

    private static async Task CompleteBatchAsync(TwoOrganisations both)
    {
        await both.TypeAsync("Complete-MigrationBatch wave1");
        await both.TypeUntilAsync("Get-MigrationBatch wave1 -Format Csv -Property FinalizedCount,Status", "FinalizedCount,Status\n2,Completed");
        Assert.Matches("Status +: Completed", await both.TypeAsync("Get-MigrationUserStatistics bob@mail.example -IncludeReport"));
        Assert.Matches("FinalizedCount +: 2", await both.TypeAsync("Get-MigrationStatistics"));
        await both.TypeAsync("Export-MigrationReport alice@mail.example -Path alice.txt");
        Assert.Contains("alice@mail.example", await File.ReadAllTextAsync(both["alice.txt"]), StringComparison.Ordinal);
        Assert.Equal(3, (await both.TypeAsync("Export-MigrationReport -Batch wave1")).Trim().Split('\n').Length);
    }

    private static async Task MoveOneAsync(TwoOrganisations both)
    {
        await both.TypeAsync("New-MoveRequest carol@mail.example -SourceEndpoint Old -TargetDatabase new -Suspend -SuspendComment 'until noon'");
        await both.TypeAsync("Set-MoveRequest carol@mail.example -Priority High");
        await both.TypeAsync("Resume-MoveRequest carol@mail.example -SuspendWhenReadyToComplete");
        await both.TypeUntilAsync("Get-MoveRequest carol@mail.example -Format Csv -Property Status", "Status\nAutoSuspended");
        await both.TypeAsync("Suspend-MoveRequest carol@mail.example -SuspendComment 'once more'");
        await both.TypeAsync("Set-MoveRequest carol@mail.example -SuspendWhenReadyToComplete '$false'");
        await both.TypeAsync("Resume-MoveRequest carol@mail.example");
        await both.TypeUntilAsync("Get-MoveRequest carol@mail.example -Format Csv -Property Status", "Status\nCompleted");
        Assert.Contains("carol@mail.example", await both.TypeAsync("Get-MoveRequest -MoveStatus Completed -Format Csv -Property Identity"), StringComparison.Ordinal);
        Assert.Matches("PercentComplete +: 100", await both.TypeAsync("Get-MoveRequestStatistics carol@mail.example -IncludeReport"));
    }

    private static async Task TidyUpAsync(TwoOrganisations both)
    {
        await both.TypeAsync("Remove-MoveRequest carol@mail.example");
        await both.TypeAsync("Remove-MigrationBatch wave1");
        await both.TypeUntilAsync("Get-MigrationBatch -Format Csv -Property Identity", "");
        await both.TypeAsync("Remove-MigrationEndpoint Old");
        Assert.Equal("", (await both.TypeAsync("Get-MigrationEndpoint -Format Csv -Property Identity")).Trim());
    }
}
