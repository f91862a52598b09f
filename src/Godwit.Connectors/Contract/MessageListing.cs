namespace Godwit.Connectors;

/// <summary>
/// One message in a listing. A value, so that a folder of a million costs no objects.
/// </summary>
/// <param name="Uid">Its number in this folder's generation.</param>
/// <param name="Flags">Its flags; names that are no legal flag are kept among the keywords.</param>
/// <param name="Received">When it arrived; null when the store's answer is absent or absurd.</param>
/// <param name="SizeHint">What the store says of its size in bytes. Servers err here: good for planning and progress, never for writing.</param>
public readonly record struct MessageEntry(uint Uid, MessageFlags Flags, ReceivedDate? Received, long SizeHint);

/// <summary>An opened folder and its messages, read once, in ascending uid order.</summary>
public abstract class MessageListing : IDisposable
{
    /// <summary>
    /// The folder's state as of its opening, before any message was listed, with <see cref="FolderStatus.Accepts"/>. Its marker may be kept once everything listed here has been applied.
    /// </summary>
    public abstract FolderStatus Status { get; }

    /// <summary>True when only changes since the asked-for marker are listed.</summary>
    public abstract bool IsDelta { get; }

    /// <summary>The next message, or false at the end.</summary>
    /// <exception cref="FaultException">The listing broke off; what was listed is true but not complete.</exception>
    public abstract bool MoveNext(out MessageEntry entry);

    /// <summary>
    /// After the end of a delta: which uids among <paramref name="known"/> exist no more. Answers without another listing where the store told it (VANISHED), else by asking for the uids alone.
    /// </summary>
    /// <exception cref="InvalidOperationException">The listing is no delta or is not at its end.</exception>
    public abstract UidSet Vanished(UidSet known);

    /// <summary>Gives the lane back.</summary>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Gives the lane back.</summary>
    protected virtual void Dispose(bool disposing) { }
}
