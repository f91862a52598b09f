namespace Godwit.Server.Monitoring;

/// <summary>What the service tells Prometheus. Moves, slots and endpoints are of the records, so that every node that shares them tells the same; workers and requests are this node's. No address of a mailbox is in it.</summary>
/// <param name="database">The records.</param>
/// <param name="workers">The workers.</param>
/// <param name="watches">The watched mailboxes.</param>
/// <param name="log">The access log.</param>
internal sealed class ServiceMetrics(MoveDatabase database, WorkerPool workers, SourceWatches watches, LogFile log)
{
    private readonly long[] _requests = new long[6];
    private long _failedSignIns;

    /// <summary>A request was answered.</summary>
    public void Answered(int status)
    {
        Interlocked.Increment(ref _requests[Math.Clamp(status / 100, 0, _requests.Length - 1)]);
        if (status == 401) Interlocked.Increment(ref _failedSignIns);
    }

    /// <summary>Everything as text.</summary>
    public string Text()
    {
        var text = new MetricsText();
        database.Read(session =>
        {
            WriteMoves(text, session);
            WriteLimits(text, session);
            return true;
        });
        text.Gauge("godwit_service_workers", workers.Most);
        text.Gauge("godwit_service_workers_busy", workers.Running);
        text.Gauge("godwit_service_workers_stuck", workers.Stuck);
        text.Gauge("godwit_service_mailboxes_watched", watches.Watched);
        if (workers.LastLook is { } last) text.Gauge("godwit_service_queue_scan_age_seconds", Math.Max(0, (database.Now - last).TotalSeconds));
        text.Gauge("godwit_service_log_lines_dropped", log.Dropped);
        WriteRequests(text);
        return text.ToString();
    }

    private static void WriteMoves(MetricsText text, MoveSession session)
    {
        var all = session.Records.Moves.Counts(null).Values;
        text.Family("godwit_service_moves", "gauge");
        foreach (var status in Enum.GetValues<MigrationUserStatus>()) text.Sample("godwit_service_moves", all.Sum(counts => counts.In(status)), ("status", status.ToString()));
        text.Gauge("godwit_service_moves_copied_messages", all.Sum(static counts => counts.Items));
        text.Gauge("godwit_service_moves_copied_bytes", all.Sum(static counts => counts.Bytes));
        text.Gauge("godwit_service_moves_bytes_per_second", all.Sum(static counts => counts.BytesPerMinute) / 60);
        text.Gauge("godwit_service_moves_due", session.Records.Moves.Before(long.MaxValue, session.Now));
    }

    private static void WriteLimits(MetricsText text, MoveSession session)
    {
        var (inUse, endpoints) = (session.Records.Slots.InUse(), session.Records.Endpoints.All());
        text.Gauge("godwit_service_syncs", inUse.GetValueOrDefault(SlotScopes.Organisation));
        text.Gauge("godwit_service_syncs_limit", session.Records.Limits.MaxMigrations);
        text.Family("godwit_service_endpoint_syncs", "gauge");
        foreach (var endpoint in endpoints)
        {
            text.Sample("godwit_service_endpoint_syncs", inUse.GetValueOrDefault(SlotScopes.Migrations(endpoint.Id)), ("endpoint", endpoint.Order.Name), ("kind", "migration"));
            text.Sample("godwit_service_endpoint_syncs", inUse.GetValueOrDefault(SlotScopes.Incrementals(endpoint.Id)), ("endpoint", endpoint.Order.Name), ("kind", "incremental"));
        }
        text.Family("godwit_service_endpoint_failing", "gauge");
        foreach (var endpoint in endpoints) text.Sample("godwit_service_endpoint_failing", endpoint.FailingSince is null ? 0 : 1, ("endpoint", endpoint.Order.Name));
    }

    private void WriteRequests(MetricsText text)
    {
        text.Family("godwit_service_requests_total", "counter");
        for (var hundred = 1; hundred < _requests.Length; hundred++) text.Sample("godwit_service_requests_total", Interlocked.Read(ref _requests[hundred]), ("status", string.Create(CultureInfo.InvariantCulture, $"{hundred}xx")));
        text.Counter("godwit_service_sign_in_failures_total", Interlocked.Read(ref _failedSignIns));
    }
}
