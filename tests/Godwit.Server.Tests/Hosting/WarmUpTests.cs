using Godwit.Server.Hosting;

namespace Godwit.Server.Tests.Hosting;

public sealed class WarmUpTests
{
    [Fact]
    public async Task The_service_asks_each_of_its_lists_by_itself_and_says_nothing_of_it()
    {
        await using var service = await RunningService.StartAsync();
        service.Deliver("anna", 1);
        await service.SendAsync(HttpMethod.Post, ApiRoutes.Batches, new NewMigrationBatch { Name = "b", CsvData = "EmailAddress,TargetAddress\nanna@old.example,anna@new.example\n" }, ApiJson.Default.MigrationBatch);

        await service.RestartAsync();

        Assert.Equal(WarmUp.Lists.Length, await service.WarmUp.Done);
        Assert.DoesNotContain("warning", service.Log, StringComparison.Ordinal);
    }
}
