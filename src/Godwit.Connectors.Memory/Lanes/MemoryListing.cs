namespace Godwit.Connectors.Memory;

/// <summary>
/// A listing that walks the folder while others change it: an entry is true at the moment it is listed. <see cref="Status"/> was taken before, so that a later delta finds whatever changed meanwhile.
/// </summary>
internal sealed class MemoryListing : MessageListing
{
    private readonly MemoryLane _lane;
    private readonly FolderCursor _cursor;
    private readonly ChangeMarker? _since;
    private readonly CancellationToken _cancellation;
    private bool _atEnd;
    private bool _disposed;

    public MemoryListing(MemoryLane lane, StoredFolder folder, FolderStatus status, ChangeMarker? since, CancellationToken cancellation, uint firstUid = 1)
    {
        (_lane, Status, _since, _cancellation) = (lane, status, since, cancellation);
        _cursor = new FolderCursor(folder, status.UidNext);
        _cursor.SkipTo(firstUid);
        lane.IsLent = true;
    }

    public override FolderStatus Status { get; }

    public override bool IsDelta => _since is not null;

    public override bool MoveNext(out MessageEntry entry)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        while (!_atEnd)
        {
            _cancellation.ThrowIfCancellationRequested();
            _lane.ThrowIfClosed();
            if (!_lane.Mailbox.Next(_lane.Side, _cursor, _since?.Value ?? 0, out entry)) return EndListing();
            if (_lane.At(MemoryStep.Listing, LaneCall.ListMessages, _cursor.Folder.Path, entry.Uid)?.Kind != TwistKind.Omit) return true;
        }
        entry = default;
        return false;
    }

    public override UidSet Vanished(UidSet known)
    {
        ArgumentNullException.ThrowIfNull(known);
        if (!IsDelta || !_atEnd) throw new InvalidOperationException("Only a delta that was read to its end tells what vanished.");
        return _lane.Mailbox.VanishedAmong(_cursor.Folder, known, _since!.Value.Value);
    }

    protected override void Dispose(bool disposing)
    {
        if (!_disposed) _lane.IsLent = false;
        _disposed = true;
        base.Dispose(disposing);
    }

    private bool EndListing()
    {
        _lane.At(MemoryStep.CallEnding, LaneCall.ListMessages, _cursor.Folder.Path);
        _atEnd = true;
        return false;
    }
}
