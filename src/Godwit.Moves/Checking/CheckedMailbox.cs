namespace Godwit.Moves;

/// <summary>How a check before the copy went.</summary>
/// <param name="Source">What the source holds; null when it could not be read.</param>
/// <param name="Folders">Its folders with their counts and their places on the target.</param>
/// <param name="Findings">What will not come over as it is.</param>
/// <param name="Refusals">What stands against the move, all of it; none when it may begin.</param>
internal sealed record CheckedMailbox(SourceSurvey? Source, IReadOnlyList<MoveReportFolder> Folders, IReadOnlyList<AdmissionFinding> Findings, IReadOnlyList<Fault> Refusals)
{
    /// <summary>All refusals as one fault, which names each.</summary>
    public Fault Refusal => Refusals.Count == 1 ? Refusals[0] : new Fault(MoveFaults.CheckRefused, Refusals[0].Side, string.Create(CultureInfo.InvariantCulture,
        $"{Refusals.Count} things stand against this move. {string.Join(" ", Refusals.Select(static (fault, at) => string.Create(CultureInfo.InvariantCulture, $"({at + 1}) {fault}")))}"));

    /// <summary>What was seen, in one sentence.</summary>
    public string Told => Source is null ? "The source could not be read." : string.Create(CultureInfo.InvariantCulture,
        $"Checked: {Source.Counted.Count} folders with {Source.Items} messages{(Source.Bytes is { } bytes ? $" ({new ByteSize(bytes)})" : "")} take part{(Source.LargestBytes > 0 ? $", the largest of {new ByteSize(Source.LargestBytes)}" : "")}.");
}
