namespace Godwit.Server.Tests.Working;

public sealed class BatchTests
{
    [Fact]
    public async Task A_batch_moves_mailboxes_and_what_arrives_later_and_completes()
    {
        await using var service = await RunningService.StartAsync();
        service.Deliver("anna", 25);
        service.Deliver("ben", 3);
        await New(service, "tuesday", "EmailAddress,TargetAddress\nanna@old.example,anna@new.example\nben@old.example,ben@new.example\n");
        await service.UntilAsync("tuesday", static batch => batch.Status == MigrationBatchStatus.Synced);
        Assert.Equal((25, 3), (service.Delivered("anna"), service.Delivered("ben")));

        service.Deliver("anna", 2);
        await service.SendAsync(HttpMethod.Post, ApiRoutes.For(ApiRoutes.BatchComplete, "tuesday"), null, ApiJson.Default.MigrationBatch);
        var done = await service.UntilAsync("tuesday", static batch => batch.Status == MigrationBatchStatus.Completed);

        Assert.Equal((27, 3, 30L), (service.Delivered("anna"), service.Delivered("ben"), done.ItemsTransferred));
        var (_, statistics) = await service.SendAsync(HttpMethod.Get, ApiRoutes.For(ApiRoutes.UserStatistics, "anna@old.example") + "?includeReport=true", null, ApiJson.Default.MigrationUserStatistics);
        Assert.Equal((100, 27L), (statistics!.PercentageComplete, statistics.SyncedItemCount));
        Assert.Contains(statistics.Report!.Entries, static entry => entry.Message.StartsWith("The final sync is done", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_service_that_is_restarted_goes_on_and_doubles_nothing()
    {
        await using var service = await RunningService.StartAsync();
        for (var i = 0; i < 6; i++) service.Deliver($"user{i}", 40);
        await New(service, "wave", "EmailAddress,TargetAddress\n" + string.Concat(Enumerable.Range(0, 6).Select(static i => $"user{i}@old.example,user{i}@new.example\n")));

        await service.RestartAsync();
        await service.UntilAsync("wave", static batch => batch.SyncedCount == 6);

        Assert.All(Enumerable.Range(0, 6), i => Assert.Equal(40, service.Delivered($"user{i}")));
    }

    [Fact]
    public async Task A_mailbox_that_has_no_place_fails_with_a_fault_that_says_so()
    {
        await using var service = await RunningService.StartAsync();
        service.Deliver("anna", 1);

        var (_, problem) = await service.RefusedAsync(HttpMethod.Post, ApiRoutes.Batches, """{"name":"b","csvData":"EmailAddress,TargetAddress\nanna@old.example,anna@elsewhere.example\n"}""");

        Assert.Equal(("GW4003", 2), (problem.Code, problem.Errors!.Single().Line));
        Assert.Equal("GW4011", problem.Errors!.Single().Code);
    }

    private static Task New(RunningService service, string name, string csv) =>
        service.SendAsync(HttpMethod.Post, ApiRoutes.Batches, new NewMigrationBatch { Name = name, CsvData = csv, AutoStart = true }, ApiJson.Default.MigrationBatch);
}
