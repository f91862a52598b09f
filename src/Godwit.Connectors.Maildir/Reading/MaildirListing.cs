namespace Godwit.Connectors.Maildir;

/// <summary>A folder's messages straight from its index; nothing is copied. What arrives later is not in it.</summary>
internal sealed class MaildirListing : MessageListing
{
    private readonly MaildirFolder _folder;
    private readonly ulong _since;
    private readonly CancellationToken _cancellation;
    private uint _last;
    private bool _atEnd;

    private MaildirListing(MaildirFolder folder, FolderStatus status, ulong? since, CancellationToken cancellation)
    {
        (_folder, Status, IsDelta, _since, _cancellation) = (folder, status, since is not null, since ?? 0, cancellation);
    }

    /// <summary>Everything from this uid on.</summary>
    public static MaildirListing From(MaildirFolder folder, uint firstUid, CancellationToken cancellation)
    {
        var listing = Of(folder, default, null, cancellation);
        listing._last = Math.Max(firstUid, 1) - 1;
        return listing;
    }

    public static MaildirListing Of(MaildirFolder folder, FolderGeneration generation, ChangeMarker? since, CancellationToken cancellation)
    {
        using var held = folder.EnterScanned(cancellation, mayTrustTimes: since is not null);
        var keywords = held.State.Keywords;
        var status = MaildirFolder.StatusOf(held.State) with { Accepts = new AcceptedFlags((SystemFlags)31, keywords.All, keywords.HasRoom) };
        // A marker of the future is not ours: the index was exchanged for an older one.
        var isDelta = since is { IsKnown: true } && held.State.Generation == generation && since.Value.Value <= held.State.Marker;
        return new MaildirListing(folder, status, isDelta ? since!.Value.Value : null, cancellation);
    }

    public override FolderStatus Status { get; }

    public override bool IsDelta { get; }

    public override bool MoveNext(out MessageEntry entry)
    {
        _cancellation.ThrowIfCancellationRequested();
        if (!_atEnd && _folder.TryNext(_last, Status.UidNext - 1, _since, Status.Generation, out entry))
        {
            _last = entry.Uid;
            return true;
        }
        _atEnd = true;
        entry = default;
        return false;
    }

    public override UidSet Vanished(UidSet known)
    {
        if (!IsDelta || !_atEnd) throw new InvalidOperationException("Only a delta that was read to its end knows what has vanished.");
        var live = new UidSet.Builder();
        for (uint uid = 0; _folder.TryNext(uid, uint.MaxValue, 0, Status.Generation, out var entry); uid = entry.Uid) live.Add(entry.Uid);
        return known.Except(live.Build());
    }

    protected override void Dispose(bool disposing)
    {
        _folder.Dispose();
        base.Dispose(disposing);
    }
}
