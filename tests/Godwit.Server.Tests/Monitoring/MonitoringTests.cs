using System.Text.RegularExpressions;

namespace Godwit.Server.Tests.Monitoring;

public sealed partial class MonitoringTests
{
    [Fact]
    public async Task Anybody_may_ask_whether_a_node_works_and_learns_nothing_else()
    {
        await using var service = await RunningService.StartAsync();
        await MovedAsync(service);   // By then the queue was looked at.
        using var stranger = service.As("Bearer", "nothing");

        using var answer = await stranger.GetAsync(new Uri("/health", UriKind.Relative));

        Assert.Equal((HttpStatusCode.OK, """{"status":"healthy","node":"node1","failed":[]}"""), (answer.StatusCode, await answer.Content.ReadAsStringAsync()));
    }

    [Fact]
    public async Task A_node_whose_workers_have_stopped_says_so_to_a_balancer()
    {
        await using var service = await RunningService.StartAsync();
        service.Parts.Workers.Stop(TimeSpan.FromSeconds(20));

        using var answer = await service.Client.GetAsync(new Uri("/health", UriKind.Relative));

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.Contains("ServiceCheck", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Metrics_tell_states_limits_and_answers_without_an_address_of_a_mailbox()
    {
        await using var service = await RunningService.StartAsync();
        await MovedAsync(service);
        await service.RefusedAsync(HttpMethod.Get, ApiRoutes.For(ApiRoutes.Batch, "none"));

        var text = await service.Client.GetStringAsync(new Uri("/metrics", UriKind.Relative));

        Assert.Contains("godwit_service_moves{status=\"Synced\"} 1\n", text, StringComparison.Ordinal);
        Assert.Contains("godwit_service_moves_copied_messages 3\n", text, StringComparison.Ordinal);
        Assert.Contains("godwit_service_syncs_limit 300\n", text, StringComparison.Ordinal);
        Assert.Contains("godwit_service_log_lines_dropped 0\n", text, StringComparison.Ordinal);
        Assert.Contains("godwit_service_requests_total{status=\"4xx\"} 1\n", text, StringComparison.Ordinal);
        Assert.DoesNotContain("anna", text, StringComparison.Ordinal);
        Assert.All(text.TrimEnd('\n').Split('\n'), static line => Assert.Matches(Line(), line));
    }

    [Fact]
    public async Task Metrics_are_for_the_signed_in_and_for_addresses_that_were_named()
    {
        await using (var service = await RunningService.StartAsync())
        {
            using var stranger = service.As("Bearer", "nothing");
            using var refused = await stranger.GetAsync(new Uri("/metrics", UriKind.Relative));
            Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        }
        Assert.True(AddressRange.TryRead("127.0.0.0/8", out var loopback));
        await using var open = await RunningService.StartAsync(with => with with { MetricsReaders = [loopback] });
        using var prometheus = open.As("Bearer", "nothing");
        using var answer = await prometheus.GetAsync(new Uri("/metrics", UriKind.Relative));

        Assert.Equal((HttpStatusCode.OK, "text/plain"), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
    }

    private static async Task MovedAsync(RunningService service)
    {
        service.Deliver("anna", 3);
        await service.SendAsync(HttpMethod.Post, ApiRoutes.Batches, new NewMigrationBatch { Name = "b", CsvData = "EmailAddress,TargetAddress\nanna@old.example,anna@new.example\n", AutoStart = true }, ApiJson.Default.MigrationBatch);
        await service.UntilAsync("b", static batch => batch.Status == MigrationBatchStatus.Synced);
    }

    // The text format, version 0.0.4: a comment, or a name, labels and a number.
    [GeneratedRegex("""^(# TYPE [a-z_]+ (counter|gauge)|[a-z_]+(\{[a-z]+="[^"\\]*"(,[a-z]+="[^"\\]*")*\})? -?[0-9.]+(E[+-]?[0-9]+)?)$""")]
    private static partial Regex Line();
}
