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
        output.WriteLine(result.DifferenceCount == 0 ? "No differences." : string.Create(CultureInfo.InvariantCulture, $"{result.DifferenceCount:N0} differences."));
    }

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
