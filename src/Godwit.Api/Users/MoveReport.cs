namespace Godwit.Api;

/// <summary>What happened to a move, from its beginning; live, and kept after it is removed.</summary>
/// <param name="Identity">Its address in the source.</param>
/// <param name="Guid">Its GUID.</param>
/// <param name="Entries">Lines in their order; the oldest are dropped beyond 2000, and a line says so.</param>
/// <param name="Failures">Faults, each once with how often it was seen.</param>
/// <param name="Folders">Each folder of the source.</param>
/// <param name="SkippedItems">Messages that were left out.</param>
/// <param name="SourceLatency">How long reads of the source took; null before any.</param>
/// <param name="TargetLatency">How long the target took to answer; null before any.</param>
public sealed record MoveReport(
    string Identity, Guid Guid, IReadOnlyList<MoveReportEntry> Entries, IReadOnlyList<ReportedFault> Failures, IReadOnlyList<MoveReportFolder> Folders,
    IReadOnlyList<MigrationSkippedItem> SkippedItems, LatencySummary? SourceLatency, LatencySummary? TargetLatency);

/// <summary>One line of a report.</summary>
/// <param name="At">When.</param>
/// <param name="Node">Which node of the service wrote it.</param>
/// <param name="Type">Information, Warning or Error.</param>
/// <param name="Message">One sentence.</param>
public sealed record MoveReportEntry(DateTimeOffset At, string Node, string Type, string Message);

/// <summary>One folder of a report, from the last listing of the source.</summary>
/// <param name="Name">Its path in the source.</param>
/// <param name="SourceItems">Messages in the source.</param>
/// <param name="SourceBytes">Their bytes, where the source tells them.</param>
/// <param name="TargetName">Its path on the target where that is another one; null when it is the same.</param>
public sealed record MoveReportFolder(string Name, long SourceItems, long? SourceBytes, string? TargetName = null);

/// <summary>How long calls took, in milliseconds.</summary>
/// <param name="Samples">How many were measured.</param>
/// <param name="Min">The shortest.</param>
/// <param name="Mean">On average.</param>
/// <param name="P95">19 of 20 were no longer.</param>
/// <param name="Max">The longest.</param>
public sealed record LatencySummary(long Samples, double Min, double Mean, double P95, double Max);
