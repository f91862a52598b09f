using System.Text.Json;

namespace Godwit.EndToEnd.TheCommand;

/// <summary>What a run of the command left.</summary>
public sealed record GodwitOutcome(int ExitCode, string Output, string Errors)
{
    private static readonly JsonSerializerOptions Camel = new(JsonSerializerDefaults.Web);

    /// <summary>The closing object of <c>--json</c>.</summary>
    public MoveReport Report => JsonSerializer.Deserialize<MoveReport>(Output, Camel) ?? throw new InvalidOperationException("no report");

    /// <summary>All that it said, for a failed test.</summary>
    public override string ToString() => $"exit code {ExitCode}\n{Output}{Errors}";
}

/// <summary>What <c>godwit move --json</c> promises to tell, and some more.</summary>
public sealed record MoveReport
{
    public int Folders { get; init; }
    public int FoldersCreated { get; init; }
    public int FoldersRenamed { get; init; }
    public int FoldersDeleted { get; init; }
    public long ItemsCopied { get; init; }
    public long ItemsAdopted { get; init; }
    public long ItemsUpdated { get; init; }
    public long ItemsMoved { get; init; }
    public long ItemsDeleted { get; init; }
    public long ItemsSkipped { get; init; }
    public long DeletionsWaiting { get; init; }
    public long BytesCopied { get; init; }
    public double Seconds { get; init; }
    public IReadOnlyList<ReportedSkip> Skipped { get; init; } = [];
    public IReadOnlyList<ReportedFault> Faults { get; init; } = [];
    public IReadOnlyList<ReportedFault> Retried { get; init; } = [];
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>True when nothing on the target was touched.</summary>
    public bool DidNothing => (ItemsCopied, ItemsAdopted, ItemsUpdated, ItemsMoved, ItemsDeleted) == (0, 0, 0, 0, 0) && (FoldersCreated, FoldersRenamed, FoldersDeleted) == (0, 0, 0);
}

/// <summary>A message that was left out.</summary>
public sealed record ReportedSkip(string Folder, uint Uid, string Reason, string Code, string Told);

/// <summary>A fault as the report tells it.</summary>
public sealed record ReportedFault(string Code, string Side, string Remedy, string Told);
