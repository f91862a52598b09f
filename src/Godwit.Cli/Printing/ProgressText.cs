namespace Godwit.Cli;

/// <summary>A look at a move as one line: what matters most stands first, since a narrow terminal shows only so much of it.</summary>
internal static class ProgressText
{
    private const string Between = ", ";

    /// <summary>The line.</summary>
    public static string Line(ProgressView view) => string.Join(Between, Parts(view));

    /// <summary>As much of a line as fits: whole parts, or whole words where the first part is too long.</summary>
    public static string Fit(string line, int columns)
    {
        if (line.Length <= columns) return line;
        var end = Last(Between, line, columns);
        return line[..Math.Max(end < 0 ? Last(" ", line, columns) : end, 0)];
    }

    /// <summary>Where a separator begins for the last time that leaves no more than so many columns before it.</summary>
    private static int Last(string separator, string line, int columns) =>
        columns < 0 ? -1 : line[..Math.Min(columns + separator.Length, line.Length)].LastIndexOf(separator, StringComparison.Ordinal);

    private static IEnumerable<string> Parts(ProgressView view)
    {
        var isCounted = view.Phase == MovePhase.Copying || view.MessagesPlanned > 0;
        yield return isCounted && view.Share is { } share ? string.Create(CultureInfo.InvariantCulture, $"{Doing(view.Phase)} {Math.Floor(share * 1000) / 10:F1} %") : Doing(view.Phase);
        if (view.Trouble is { } trouble) yield return trouble.ToString().TrimEnd('.');
        if (!isCounted) yield break;
        if (view.Limit is { } limit) yield return $"waiting for the {limit}";
        if (view.Left is { } left) yield return $"{DurationText.Rough(left)} left";
        yield return string.Create(CultureInfo.InvariantCulture, $"{view.MessagesDone:N0} of {view.MessagesPlanned:N0} messages");
        if (view.BytesPerSecond is { } bytes) yield return $"{new ByteSize((long)bytes)}/s";
        if (view.MessagesPerSecond is { } messages) yield return string.Create(CultureInfo.InvariantCulture, $"{messages:N0} messages/s");
    }

    private static string Doing(MovePhase phase) => phase switch
    {
        MovePhase.Connecting => "connecting",
        MovePhase.ListingFolders => "listing folders",
        MovePhase.WaitingForQuiet => "waiting for what an earlier run may still have on its way",
        MovePhase.Comparing => "comparing",
        MovePhase.Copying => "copying",
        MovePhase.Updating => "changing flags, moving, removing",
        MovePhase.TakingBack => "looking for what came late",
        MovePhase.WaitingToRetry => "waiting before another try",
        _ => "finished",
    };
}
