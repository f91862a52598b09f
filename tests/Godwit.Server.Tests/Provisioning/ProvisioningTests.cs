using Godwit.Server.Provisioning;

namespace Godwit.Server.Tests.Provisioning;

/// <summary>Missing target mailboxes through a whole service, with commands that are real programs.</summary>
public sealed class ProvisioningTests
{
    [Fact]
    public async Task A_missing_mailbox_is_made_when_the_move_begins_and_not_before()
    {
        await using var service = await StartAsync("""mkdir -p "$1/${GODWIT_TARGET_ADDRESS%@*}"; printf '%s %s %s|' "$GODWIT_TARGET_ADDRESS" "$GODWIT_SOURCE_ADDRESS" "$GODWIT_TARGET_STORE" >> "$1/asked" """);
        service.Deliver("anna", 3);
        await New(service, autoStart: false);
        await service.UntilAsync("b", static batch => batch.PendingCount == 1);
        Assert.False(Directory.Exists(Path.Combine(service.Target, "anna")));

        await service.SendAsync(HttpMethod.Post, ApiRoutes.For(ApiRoutes.BatchStart, "b"), null, ApiJson.Default.MigrationBatch);
        await service.UntilAsync("b", static batch => batch.Status == MigrationBatchStatus.Synced);

        Assert.Equal(3, service.Delivered("anna"));
        Assert.Equal("anna@new.example anna@old.example new|", await File.ReadAllTextAsync(Path.Combine(service.Target, "asked")));
        var report = service.Parts.Users.Report("anna@old.example", null);
        Assert.Equal(["is not there yet", "is missing", "was made by the provisioning hook"], report.Entries.Select(static entry => entry.Message).Where(static told => told.StartsWith("The target mailbox", StringComparison.Ordinal))
            .Select(static told => ((string[])["is not there yet", "is missing", "was made by the provisioning hook"]).Single(told.Contains)));
    }

    [Fact]
    public async Task A_mailbox_that_is_there_is_not_asked_for()
    {
        await using var service = await StartAsync("""touch "$1/asked" """);
        service.Deliver("anna", 3);
        Directory.CreateDirectory(Path.Combine(service.Target, "anna"));

        await New(service, autoStart: true);
        await service.UntilAsync("b", static batch => batch.Status == MigrationBatchStatus.Synced);

        Assert.False(File.Exists(Path.Combine(service.Target, "asked")));
    }

    [Fact]
    public async Task A_hook_that_says_no_is_quoted_and_nothing_is_copied()
    {
        await using var service = await StartAsync("""echo "no licence left" >&2; exit 3""");
        service.Deliver("anna", 3);

        await New(service, autoStart: true);
        await service.UntilAsync("b", static batch => batch.FailedCount == 1);

        var fault = service.Parts.Users.Get("anna@old.example", null).ErrorSummary!;
        Assert.Equal("GW4035", fault.Code);
        Assert.Contains("exit code 3: no licence left", fault.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(service.Target, "anna")));
    }

    [Fact]
    public async Task A_hook_that_promises_too_much_is_found_out()
    {
        await using var service = await StartAsync("exit 0");
        service.Deliver("anna", 3);

        await New(service, autoStart: true);
        await service.UntilAsync("b", static batch => batch.FailedCount == 1);

        Assert.Equal("GW4037", service.Parts.Users.Get("anna@old.example", null).ErrorSummary!.Code);
    }

    private static async Task<RunningService> StartAsync(string script) =>
        await RunningService.StartAsync((configuration, folder) => configuration with { Provisioning = new ProvisioningSettings(["/bin/sh", "-c", script, "hook", Path.Combine(folder, "new.example")], null, TimeSpan.FromSeconds(30)) });

    private static Task New(RunningService service, bool autoStart) => service.SendAsync(HttpMethod.Post, ApiRoutes.Batches,
        new NewMigrationBatch { Name = "b", CsvData = "EmailAddress,TargetAddress\nanna@old.example,anna@new.example\n", AutoStart = autoStart }, ApiJson.Default.MigrationBatch);
}
