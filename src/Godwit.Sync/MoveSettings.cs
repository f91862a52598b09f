namespace Godwit.Sync;

/// <summary>What a move shall do: as the administrator wrote it.</summary>
public sealed record MoveSettings
{
    /// <summary>Plan and report, write nothing.</summary>
    public bool DryRun { get; init; }

    /// <summary>What becomes of messages that are gone from the source.</summary>
    public DeletionPolicy Deletions { get; init; } = DeletionPolicy.Mirror;

    /// <summary>So many removals are approved, whatever share of the mailbox they are.</summary>
    public long ApprovedDeletions { get; init; }

    /// <summary>What takes part.</summary>
    public MessageFilter Filter { get; init; } = MessageFilter.Everything;

    /// <summary>
    /// A folder of <see cref="MessageFilter.IncludeFolders"/> that the source lacks is a fault, before anything is changed; else a note, where many mailboxes have one filter and a folder may exist in some only.
    /// </summary>
    public bool RefusesMissingFolders { get; init; }

    /// <summary>How many pairs of lanes copy at once; whole folders each, so that target uids follow source uids. 1 to 8.</summary>
    public int Lanes { get; init; } = 2;

    /// <summary>Pairs of lanes where a side is <see cref="FarAway"/>, if that is more: what one connection can have under way is bounded, and borders between folders cost round trips.</summary>
    public int LanesFarAway { get; init; }

    /// <summary>Pairs of lanes where what is copied is large, <see cref="LargeMessage"/> on average, if that is more: a target that syncs every file to its disk leaves the processors idle meanwhile.</summary>
    public int LanesForLarge { get; init; }

    /// <summary>Messages are large that have so many bytes on average.</summary>
    public long LargeMessage { get; init; } = 1024 * 1024;

    /// <summary>A side whose answers take at least so long is far away.</summary>
    public TimeSpan FarAway { get; init; } = TimeSpan.FromMilliseconds(15);

    /// <summary>Try skipped items again, however often they failed.</summary>
    public bool RetrySkipped { get; init; }

    /// <summary>A bad item is tried in so many runs; then only with <see cref="RetrySkipped"/>.</summary>
    public int MaxTries { get; init; } = 3;

    /// <summary>The most messages in one append group; of a folder of more than a hundred times as many a hundredth of its messages, since what a server does for each group grows with the folder.</summary>
    public int GroupMessages { get; init; } = 200;

    /// <summary>The most bytes in one append group.</summary>
    public long GroupBytes { get; init; } = 8 * 1024 * 1024;

    /// <summary>Checkpoints are written at most so often while copying.</summary>
    public TimeSpan CheckpointEvery { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>An intent younger than this may still have appends on their way.</summary>
    public TimeSpan YoungIntent { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The target must have shown nothing new for so long before a young intent is settled.</summary>
    public TimeSpan QuietTime { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>Transient faults are retried for so long without progress, then the move fails.</summary>
    public TimeSpan RetryBudget { get; init; } = TimeSpan.FromSeconds(60);
}

/// <summary>Time, as it comes from outside.</summary>
/// <param name="Clock">Tells the time.</param>
/// <param name="Pause">Waits; ends early when cancelled.</param>
public sealed record MoveEnvironment(TimeProvider Clock, Action<TimeSpan, CancellationToken> Pause)
{
    /// <summary>The machine's clock and real waiting.</summary>
    public static MoveEnvironment System { get; } = new(TimeProvider.System, (time, cancellation) => cancellation.WaitHandle.WaitOne(time));
}
