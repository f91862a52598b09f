using System.Data.Common;

namespace Godwit.Store.Moves;

/// <summary>Reports. They belong to no move, so that they outlive it.</summary>
internal sealed class ReportRows(SqlSession session) : IReportRecords
{
    private const int MostEntries = 2000, MostFailures = 50;

    public void Begin(Guid move, string address, string? batch) =>
        session.RunLater("INSERT INTO reports (move_id, number, address, batch) VALUES (@p0, (SELECT COALESCE(MAX(number), 0) FROM moves), @p1, @p2)", Columns.Text(move), address, batch);

    public void Add(Guid move, MoveReportEntry entry)
    {
        session.Run("INSERT INTO report_entries (move_id, at, node, type, message) VALUES (@p0, @p1, @p2, @p3, @p4)", Columns.Text(move), entry.At.UtcTicks, entry.Node, entry.Type, entry.Message);
        session.Run("DELETE FROM report_entries WHERE move_id = @p0 AND number <= (SELECT number FROM report_entries WHERE move_id = @p0 ORDER BY number DESC LIMIT 1 OFFSET @p1)", Columns.Text(move), MostEntries);
    }

    public void Keep(Guid move, ReportFindings findings)
    {
        if (findings.Folders is { } folders) Set(move, "folders", Documents.Write([.. folders], Documents.Default.ListMoveReportFolder));
        if (findings.Skipped is { } skipped) Set(move, "skipped", Documents.Write([.. skipped], Documents.Default.ListMigrationSkippedItem));
        if (findings.SourceLatency is { } source) Set(move, "source_latency", Documents.Write(source, Documents.Default.LatencySummary));
        if (findings.TargetLatency is { } target) Set(move, "target_latency", Documents.Write(target, Documents.Default.LatencySummary));
        if (findings.Failure is { } failure) Set(move, "failures", Documents.Write(With(Failures(move), failure), Documents.Default.ListReportedFault));
    }

    public MoveReport? Find(Guid move) =>
        session.First("SELECT address, folders, skipped, failures, source_latency, target_latency FROM reports WHERE move_id = @p0", row => Report(move, row), Columns.Text(move)) is { } report
            ? report with { Entries = Entries(move) } : null;

    public Guid? Last(string address) => session.First("SELECT move_id FROM reports WHERE address = @p0 ORDER BY number DESC LIMIT 1", static row => (Guid?)row.Id(0), address);

    // Names of columns are our own.
    private void Set(Guid move, string column, string document) => session.Run($"UPDATE reports SET {column} = @p1 WHERE move_id = @p0", Columns.Text(move), document);

    private List<ReportedFault> Failures(Guid move) =>
        session.First("SELECT failures FROM reports WHERE move_id = @p0", static row => row.TextOrNull(0), Columns.Text(move)) is { } text ? Documents.Read(text, Documents.Default.ListReportedFault) : [];

    private static List<ReportedFault> With(List<ReportedFault> failures, ReportedFault failure)
    {
        var same = failures.FindIndex(known => known.Code == failure.Code && known.Message == failure.Message);
        if (same >= 0) failures[same] = failure with { Count = failures[same].Count + 1 };
        else failures.Add(failure with { Count = 1 });
        return failures.Count > MostFailures ? failures[^MostFailures..] : failures;
    }

    private List<MoveReportEntry> Entries(Guid move) =>
        session.Query("SELECT at, node, type, message FROM report_entries WHERE move_id = @p0 ORDER BY number", static row => new MoveReportEntry(row.Instant(0), row.GetString(1), row.GetString(2), row.GetString(3)), Columns.Text(move));

    private static MoveReport Report(Guid move, DbDataReader row) => new(row.GetString(0), move, [],
        row.TextOrNull(3) is { } failures ? Documents.Read(failures, Documents.Default.ListReportedFault) : [],
        row.TextOrNull(1) is { } folders ? Documents.Read(folders, Documents.Default.ListMoveReportFolder) : [],
        row.TextOrNull(2) is { } skipped ? Documents.Read(skipped, Documents.Default.ListMigrationSkippedItem) : [],
        row.TextOrNull(4) is { } source ? Documents.Read(source, Documents.Default.LatencySummary) : null,
        row.TextOrNull(5) is { } target ? Documents.Read(target, Documents.Default.LatencySummary) : null);
}
