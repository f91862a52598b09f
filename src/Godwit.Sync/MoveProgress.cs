namespace Godwit.Sync;

/// <summary>What a move is doing.</summary>
public enum MovePhase
{
    /// <summary>Opening the first lanes.</summary>
    Connecting,
    /// <summary>Reading both folder trees.</summary>
    ListingFolders,
    /// <summary>Waiting for appends of an earlier run that may still be on their way.</summary>
    WaitingForQuiet,
    /// <summary>Listing messages and comparing them with the ledger.</summary>
    Comparing,
    /// <summary>Copying messages.</summary>
    Copying,
    /// <summary>Changing flags, moving, removing.</summary>
    Updating,
    /// <summary>Looking for what a broken-off run had under way and was copied again.</summary>
    TakingBack,
    /// <summary>Waiting before another try.</summary>
    WaitingToRetry,
    /// <summary>At the end.</summary>
    Finished,
}

/// <summary>
/// Counters of a running move, counted in one place and printed in several. Written by the move's threads, read by anybody at any time; each value is true by itself, together they are a
/// moment's picture.
/// </summary>
public sealed class MoveProgress
{
    private long _messagesPlanned, _messagesDone, _bytesPlanned, _bytesRead, _bytesDone, _sourceWaitTicks, _targetWaitTicks;
    private Fault? _trouble;
    private int _foldersPlanned, _foldersDone, _phase;

    /// <summary>What it is doing.</summary>
    public MovePhase Phase { get => (MovePhase)Volatile.Read(ref _phase); internal set => Volatile.Write(ref _phase, (int)value); }

    /// <summary>Folders that take part.</summary>
    public int FoldersPlanned { get => Volatile.Read(ref _foldersPlanned); internal set => Volatile.Write(ref _foldersPlanned, value); }

    /// <summary>Folders that are done with.</summary>
    public int FoldersDone => Volatile.Read(ref _foldersDone);

    /// <summary>Messages to copy in this run, as far as known.</summary>
    public long MessagesPlanned => Interlocked.Read(ref _messagesPlanned);

    /// <summary>Messages copied or skipped.</summary>
    public long MessagesDone => Interlocked.Read(ref _messagesDone);

    /// <summary>Bytes to copy in this run, by what the source's listing says.</summary>
    public long BytesPlanned => Interlocked.Read(ref _bytesPlanned);

    /// <summary>Bytes read from the source.</summary>
    public long BytesRead => Interlocked.Read(ref _bytesRead);

    /// <summary>Bytes of messages whose outcome is known.</summary>
    public long BytesDone => Interlocked.Read(ref _bytesDone);

    /// <summary>Time spent waiting for the source while copying, over all lanes.</summary>
    public TimeSpan WaitedForSource => System.Diagnostics.Stopwatch.GetElapsedTime(0, Interlocked.Read(ref _sourceWaitTicks));

    /// <summary>Time spent waiting for the target while copying, over all lanes.</summary>
    public TimeSpan WaitedForTarget => System.Diagnostics.Stopwatch.GetElapsedTime(0, Interlocked.Read(ref _targetWaitTicks));

    /// <summary>What is waited for to pass in <see cref="MovePhase.WaitingToRetry"/>; null before the first fault.</summary>
    public Fault? Trouble { get => Volatile.Read(ref _trouble); internal set => Volatile.Write(ref _trouble, value); }

    internal void Plan(long messages, long bytes)
    {
        Interlocked.Add(ref _messagesPlanned, messages);
        Interlocked.Add(ref _bytesPlanned, bytes);
    }

    internal void Read(long bytes) => Interlocked.Add(ref _bytesRead, bytes);

    internal void Done(long messages, long bytes)
    {
        Interlocked.Add(ref _messagesDone, messages);
        Interlocked.Add(ref _bytesDone, bytes);
    }

    internal void FolderDone() => Interlocked.Increment(ref _foldersDone);

    internal void SourceWaited(long stopwatchTicks) => Interlocked.Add(ref _sourceWaitTicks, stopwatchTicks);

    internal void TargetWaited(long stopwatchTicks) => Interlocked.Add(ref _targetWaitTicks, stopwatchTicks);
}
