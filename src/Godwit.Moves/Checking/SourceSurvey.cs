namespace Godwit.Moves;

/// <summary>Which folders a survey lists message by message.</summary>
internal enum SurveyListing
{
    /// <summary>None: their counters are enough.</summary>
    None,
    /// <summary>Those that do not tell their size.</summary>
    Unsized,
    /// <summary>All.</summary>
    All,
}

/// <summary>What a source holds of what takes part, as its folders and its listings tell it; no message is read.</summary>
internal sealed class SourceSurvey
{
    private readonly long? _most;

    private SourceSurvey(long? most) => _most = most;

    /// <summary>Every folder that takes part.</summary>
    public IReadOnlyList<Folder> Folders { get; private set; } = [];

    /// <summary>The same with counts.</summary>
    public List<MoveReportFolder> Counted { get; } = [];

    /// <summary>Folders that cannot be opened, with the reason.</summary>
    public List<(Folder Folder, string Told)> Unreadable { get; } = [];

    /// <summary>Messages.</summary>
    public long Items => Counted.Sum(static folder => folder.SourceItems);

    /// <summary>Bytes; null when a folder does not tell them and was not listed.</summary>
    public long? Bytes => Counted.TrueForAll(static folder => folder.SourceBytes is not null) ? Counted.Sum(static folder => folder.SourceBytes!.Value) : null;

    /// <summary>The size of the largest message that was listed, in bytes.</summary>
    public long LargestBytes { get; private set; }

    /// <summary>Messages over the limit that was asked about.</summary>
    public long TooLarge { get; private set; }

    /// <summary>Messages of no bytes.</summary>
    public long Empty { get; private set; }

    /// <summary>Messages with keywords.</summary>
    public long WithKeywords { get; private set; }

    /// <summary>Looks at a source.</summary>
    /// <param name="lane">The source.</param>
    /// <param name="filter">What takes part.</param>
    /// <param name="listing">Of which folders each message's size and flags are looked at.</param>
    /// <param name="most">The largest message that the target takes, in bytes; null for no limit.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="FaultException">The source cannot be read.</exception>
    public static SourceSurvey Read(IMailboxSource lane, MessageFilter filter, SurveyListing listing, long? most, CancellationToken cancellation)
    {
        var survey = new SourceSurvey(most);
        var tree = lane.ListFolders(cancellation).Select(static entry => entry.Folder).ToList();
        var taken = filter.For(tree);
        survey.Folders = [.. tree.Where(taken.Takes)];
        var holding = survey.Folders.Where(static folder => folder.HoldsMessages).ToList();
        var statuses = lane.ReadStatus(holding, cancellation);
        if (listing == SurveyListing.All) (lane as IReadsAhead)?.ExpectListings([.. holding.Zip(statuses).Where(static pair => pair.Second is { Messages: > 0 }).Select(static pair => pair.First)]);
        foreach (var (folder, status) in holding.Zip(statuses)) survey.Count(lane, folder, status, listing, cancellation);
        foreach (var (folder, status) in holding.Zip(statuses))
            if (status is null) survey.TryToOpen(lane, folder, cancellation);
        return survey;
    }

    private void Count(IMailboxSource lane, Folder folder, FolderStatus? status, SurveyListing listing, CancellationToken cancellation)
    {
        var (items, bytes) = (status?.Messages ?? 0, status is { Messages: 0 } ? 0 : status?.Bytes);
        try
        {
            if (items > 0 && (listing == SurveyListing.All || (listing == SurveyListing.Unsized && bytes is null))) bytes = List(lane, folder, cancellation);
        }
        catch (FaultException refusal) when (refusal.Fault.Reach <= Reach.Folder)
        {
            Unreadable.Add((folder, refusal.Fault.Told));
        }
        Counted.Add(new MoveReportFolder(folder.Path.ToString(), items, bytes));
    }

    /// <summary>One that tells no state is not empty for that: opening it says why.</summary>
    private void TryToOpen(IMailboxSource lane, Folder folder, CancellationToken cancellation)
    {
        try
        {
            lane.ListMessages(folder, default, null, cancellation).Dispose();
        }
        catch (FaultException refusal) when (refusal.Fault.Reach <= Reach.Folder)
        {
            Unreadable.Add((folder, refusal.Fault.Told));
        }
    }

    private long List(IMailboxSource lane, Folder folder, CancellationToken cancellation)
    {
        var bytes = 0L;
        using var listing = lane.ListMessages(folder, default, null, cancellation);
        while (listing.MoveNext(out var message))
        {
            bytes += message.SizeHint;
            LargestBytes = Math.Max(LargestBytes, message.SizeHint);
            if (message.SizeHint > _most) TooLarge++;
            if (message.SizeHint == 0) Empty++;
            if (message.Flags.Keywords.Count > 0) WithKeywords++;
        }
        return bytes;
    }
}
