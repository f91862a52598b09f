namespace Godwit.Cli;

/// <summary>What a verification found, for people.</summary>
internal static class VerifySummary
{
    /// <summary>Writes every difference that is listed, then one sentence that judges.</summary>
    public static void Write(TextWriter output, VerificationResult result)
    {
        foreach (var difference in result.Differences) output.WriteLine(Line(difference));
        if (result.DifferenceCount > result.Differences.Count)
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"and {result.DifferenceCount - result.Differences.Count:N0} more"));
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{result.Folders:N0} folders, {result.SourceItems:N0} messages on the source, {result.TargetItems:N0} on the target, {result.Equal:N0} equal in content, flags and date; {new ByteSize(result.SourceBytes)} read in {DurationText.Exact(result.Elapsed)}."));
        foreach (var note in result.Notes) output.WriteLine($"note: {OtherSideText.Show(note)}");
        foreach (var fault in result.Faults) output.WriteLine(FaultText.Line(fault));
        output.WriteLine(Verdict(result));
    }

    private static string Verdict(VerificationResult result) =>
        result.Faults.Count > 0 ? string.Create(CultureInfo.InvariantCulture, $"{result.DifferenceCount:N0} differences, and {result.Faults.Count:N0} folders could not be compared; see above.")
        : result.Folders == 0 ? "Nothing was compared: no folder takes part."
        : result.DifferenceCount > 0 ? string.Create(CultureInfo.InvariantCulture, $"{result.DifferenceCount:N0} differences.")
        : result.SourceItems + result.TargetItems == 0 ? "No differences: there is no message on either side."
        : "No differences.";

    private static string Line(Difference difference)
    {
        var uids = (difference.SourceUid, difference.TargetUid) switch
        {
            (0, var target) => $"target uid {target}",
            (var source, 0) => $"source uid {source}",
            var (source, target) => $"uid {source} and {target}",
        };
        return $"{difference.Kind.ToString().ToLowerInvariant(),-10} {OtherSideText.Show(difference.Folder.ToString())} {uids}: {OtherSideText.Show(difference.Told)}";
    }
}
