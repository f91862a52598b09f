namespace Godwit.Moves;

/// <summary>What follows from what both sides are and hold, before anything is copied. Pure.</summary>
internal static class CheckRules
{
    private const int NamedFolders = 20;
    private static readonly Dictionary<FolderPath, FolderPath> NothingKnown = [];

    /// <summary>What no pair of mail connectors carries.</summary>
    public static readonly AdmissionFinding NotCarried = new("NotCarried", null, "Calendars, contacts, tasks, rules and permissions are not moved: both sides are read and written as mail alone.");

    /// <summary>What will not come over as it is.</summary>
    public static IReadOnlyList<AdmissionFinding> Findings(SourceSurvey source, TargetSight target, IReadOnlyList<MappedFolder> mapped, long? most)
    {
        var (limits, keeps) = (target.Traits.Limits, target.Traits.Keeps);
        var findings = new List<AdmissionFinding>();
        void Note(string kind, long count, string told) { if (count > 0) findings.Add(new AdmissionFinding(kind, count, told)); }
        Note("LargeItem", source.TooLarge, $"They are over the target's limit of {new ByteSize(most ?? 0)} and will be left out.");
        if (!limits.AcceptsEmptyMessages) Note("EmptyItem", source.Empty, "They have no bytes; the target refuses such messages, and they will be left out.");
        if (!keeps.Keywords) Note("Keyword", source.WithKeywords, "They have keywords, which the target does not keep.");
        if (!keeps.ReceivedDates) Note("ReceivedDate", source.Items, "The target does not keep when they were received.");
        var renamed = mapped.Where(static folder => folder.Why is not null).ToList();
        Note("FolderName", renamed.Count, $"They get other names on the target: {Names(renamed.Select(static folder => $"{folder.Source.Path} as {folder.TargetPath} ({folder.Why})"))}.");
        Note("FolderUnreadable", source.Unreadable.Count, $"They cannot be opened: {Names(source.Unreadable.Select(static folder => folder.Folder.Path.ToString()))}.");
        findings.Add(NotCarried);
        return findings;
    }

    /// <summary>Where each folder goes.</summary>
    public static IReadOnlyList<MappedFolder> Map(SourceSurvey source, TargetSight target) => FolderMapping.Map(source.Folders, target.Folders, target.Traits.Naming, NothingKnown);

    /// <summary>The counted folders with the names of those that get another one.</summary>
    public static IReadOnlyList<MoveReportFolder> Placed(SourceSurvey source, IReadOnlyList<MappedFolder> mapped)
    {
        var places = mapped.Where(static folder => folder.Why is not null).ToDictionary(static folder => folder.Source.Path.ToString(), static folder => folder.TargetPath.ToString(), StringComparer.Ordinal);
        return [.. source.Counted.Select(folder => folder with { TargetName = places.GetValueOrDefault(folder.Name) })];
    }

    /// <summary>What stands against the move.</summary>
    /// <param name="source">What the source holds.</param>
    /// <param name="target">The target.</param>
    /// <param name="order">What was asked for, with what it inherits.</param>
    /// <param name="counts">What was copied before: it needs no room any more.</param>
    public static IEnumerable<Fault> Refusals(SourceSurvey source, TargetSight target, MoveOrder order, MoveCounts counts)
    {
        if (target.Room?.FreeBytes is { } free && source.Bytes - counts.BytesCopied is { } needed && needed > free)
            yield return new Fault(MoveFaults.NoRoom, Side.Target, $"The source has {new ByteSize(needed)} to copy, and the target has room for {new ByteSize(free)}; raise its quota, or make room.");
        if (target.Room?.FreeMessages is { } places && source.Items - counts.ItemsCopied is var more && more > places)
            yield return new Fault(MoveFaults.NoRoom, Side.Target, string.Create(CultureInfo.InvariantCulture, $"The source has {more} messages to copy, and the target takes {places} more; raise its quota, or make room."));
        var lost = source.TooLarge + (target.Traits.Limits.AcceptsEmptyMessages ? 0 : source.Empty);
        if (order.BadItemLimit is { } allowed && lost > allowed)
            yield return new Fault(MoveFaults.TooManyUnmovable, Side.Source, string.Create(CultureInfo.InvariantCulture,
                $"{lost} messages cannot be written to the target ({source.TooLarge} over its size limit, {lost - source.TooLarge} empty), and BadItemLimit allows {allowed}; take them out of the mailbox, raise the target's limit, or raise BadItemLimit."));
    }

    private static string Names(IEnumerable<string> folders)
    {
        var all = folders.ToList();
        var shown = string.Join(", ", all.Take(NamedFolders).Select(static name => OtherSideText.Show(name, 80)));
        return all.Count > NamedFolders ? string.Create(CultureInfo.InvariantCulture, $"{shown} and {all.Count - NamedFolders} more, which the report lists") : shown;
    }
}
