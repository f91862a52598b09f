namespace Godwit.Cli;

/// <summary>What a move did, for people.</summary>
internal static class MoveSummary
{
    private const int MostSkippedShown = 50;

    /// <summary>Writes the summary; its last sentence judges the whole. Where there are faults the state's file is named: what to do about one may be to move it away.</summary>
    public static void Write(TextWriter output, MoveResult result, bool dryRun, string? statePath = null)
    {
        output.WriteLine(dryRun ? "A rehearsal: nothing was written. It would be:" : $"Done in {DurationText.Exact(result.Elapsed)}.");
        Count(output, "folders", result.Folders, Folders(result));
        Count(output, "copied", result.ItemsCopied, Volume(result, dryRun));
        if (result.ItemsAdopted > 0) Count(output, "recognised", result.ItemsAdopted, "were on the target already");
        if (result.ItemsUpdated > 0) Count(output, "updated", result.ItemsUpdated, "flags");
        if (result.ItemsMoved > 0) Count(output, "moved", result.ItemsMoved, "");
        if (result.ItemsDeleted > 0) Count(output, "removed", result.ItemsDeleted, "");
        if (result.DeletionsWaiting > 0) Count(output, "waiting", result.DeletionsWaiting, $"removals; allow them with --approve-deletions {result.DeletionsWaiting}");
        foreach (var note in result.Notes) output.WriteLine($"  note: {OtherSideText.Show(note)}");
        foreach (var fault in result.Faults) output.WriteLine($"  {FaultText.Line(fault)}");
        if (result.Faults.Count > 0 && statePath is not null) output.WriteLine($"  state file: {statePath}");
        WriteSkipped(output, result.Skipped);
        output.WriteLine(Verdict(result, dryRun));
    }

    /// <summary>One figure.</summary>
    public static void Count(TextWriter output, string what, long count, string more) =>
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {what,-12}{count,10:N0}  {more}").TrimEnd());

    private static string Folders(MoveResult result)
    {
        var changes = new List<string>();
        if (result.FoldersCreated > 0) changes.Add($"{result.FoldersCreated} created");
        if (result.FoldersRenamed > 0) changes.Add($"{result.FoldersRenamed} renamed");
        if (result.FoldersDeleted > 0) changes.Add($"{result.FoldersDeleted} deleted");
        return string.Join(", ", changes);
    }

    private static string Volume(MoveResult result, bool dryRun) => result.ItemsCopied == 0 ? "" : Volume(result.ItemsCopied, result.BytesCopied, dryRun ? 0 : result.Elapsed.TotalSeconds);

    /// <summary>So much mail, and how fast it went; no more than the size where the time is too short to say, or none was taken.</summary>
    public static string Volume(long messages, long bytes, double seconds)
    {
        var size = new ByteSize(bytes).ToString();
        return seconds < 0.05 ? size : string.Create(CultureInfo.InvariantCulture, $"{size}, {messages / seconds:N0} messages/s, {new ByteSize((long)(bytes / seconds))}/s");
    }

    private static void WriteSkipped(TextWriter output, IReadOnlyList<SkippedItem> skipped)
    {
        if (skipped.Count == 0) return;
        Count(output, "skipped", skipped.Count, "");
        foreach (var item in skipped.Take(MostSkippedShown)) output.WriteLine("    " + Line(item));
        if (skipped.Count > MostSkippedShown) output.WriteLine($"    and {skipped.Count - MostSkippedShown} more; --json lists all");
    }

    private static string Line(SkippedItem item)
    {
        var subject = item.Subject is { Length: > 0 } text ? $", \"{OtherSideText.Show(text)}\"" : "";
        var date = item.Received is { } received ? $", {received}" : "";
        return $"{OtherSideText.Show(item.Folder.ToString())} uid {item.SourceUid}{date}, {new ByteSize(item.Size)}{subject}: {item.Code} {OtherSideText.Show(item.Told)}";
    }

    private static string Verdict(MoveResult result, bool dryRun)
    {
        if (dryRun) return "Run it without --dry-run to do so.";
        if (result.Faults.Count > 0) return "Not everything could be done; see above.";
        if (result.Folders == 0) return "No folder takes part; nothing was copied.";
        if (result.Skipped.Count > 0) return $"All but {result.Skipped.Count} messages that take part are on the target.";
        return "Every message that takes part is on the target.";
    }
}
