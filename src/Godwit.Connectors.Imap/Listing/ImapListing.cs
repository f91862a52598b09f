namespace Godwit.Connectors.Imap;

/// <summary>
/// A folder's messages by UID FETCH, sent in one flight with the opening of the folder. A full listing is held to EXISTS: where a server gives fewer rows than there are messages (some cap
/// their answers) it goes on behind the last one, and says so when the rest stays invisible.
/// </summary>
internal sealed class ImapListing : MessageListing
{
    private const FetchItems Items = FetchItems.Uid | FetchItems.Flags | FetchItems.InternalDate | FetchItems.Size;

    /// <summary>How often it is asked which messages there are, while others change the folder.</summary>
    private const int MostSearches = 5;

    private readonly ImapLane _lane;
    private readonly LaneUse _use;
    private readonly Folder _folder;
    private FetchCommand? _fetch;
    private UidSet? _vanished;
    private uint _firstAsked = 1;
    private uint _lastUid;
    private long _listed;
    private long _listedBefore = -1;   // what was listed when more was asked for; -1 before that
    private bool _atEnd;
    private bool _broken;
    private bool _isPart;

    private ImapListing(ImapLane lane, LaneUse use, Folder folder, FolderStatus status, FetchCommand? fetch, bool isDelta)
    {
        (_lane, _use, _folder, Status, _fetch, IsDelta) = (lane, use, folder, status, fetch, isDelta);
    }

    public override FolderStatus Status { get; }

    public override bool IsDelta { get; }

    internal static ImapListing Open(ImapLane lane, LaneUse use, ExpectedListing listing)
    {
        var asked = lane.Possible(listing);
        var (fetch, opened, uidNext) = Opened(lane, () => lane.Listing(asked));
        var isDelta = asked.Since is not null;
        if (!isDelta || opened.Generation == asked.Generation && opened.HighestModSeq != 0) return new ImapListing(lane, use, asked.Folder, StatusOf(opened, uidNext), fetch, isDelta);
        // The marker means nothing (any more) in this folder.
        GiveUp(fetch);
        lane.DropAhead();
        return Open(lane, use, asked with { Since = null });
    }

    /// <summary>
    /// Waits until the folder is open; its FETCH is under way. Where a server tells UIDNEXT only to STATUS (Courier) that goes before: what comes later has no lower uid than it said.
    /// </summary>
    private static (FetchCommand Fetch, SelectedMailbox Opened, uint UidNext) Opened(ImapLane lane, Func<ListingFlight> send)
    {
        var flight = send();
        try
        {
            var opened = lane.Opened(flight.Select, flight.Asked.Folder);
            if (opened.UidNext != 0) return (flight.Fetch, opened, opened.UidNext);
            if (flight.Status is { } status) return (flight.Fetch, opened, UidNextOf(status));
        }
        catch (FaultException)
        {
            flight.GiveUp();
            throw;
        }
        lane.Facts.Habits.HidesUidNext = true;
        flight.GiveUp();
        lane.DropAhead();
        return Opened(lane, send);
    }

    private static uint UidNextOf(StatusCommand status) => status.WaitForStatus().Condition == StatusCondition.Ok ? status.Wait()?.UidNext ?? 1 : 1;

    public override bool MoveNext(out MessageEntry entry)
    {
        try
        {
            while (!_atEnd)
            {
                if (NextRow(out entry)) return true;
                _atEnd = IsDelta || _isPart || !GoesOn();
            }
            entry = default;
            return false;
        }
        catch (Exception e) when (e is not InvalidOperationException)
        {
            _broken = true;
            throw _use.Explain(e);
        }
    }

    public override UidSet Vanished(UidSet known)
    {
        if (!IsDelta || !_atEnd) throw new InvalidOperationException("Only a delta that was read to its end tells what vanished.");
        try
        {
            if (_vanished is not null) return known.Intersect(_vanished);
            return known.Except(Existing());
        }
        catch (Exception e) when (e is not InvalidOperationException)
        {
            throw _use.Explain(e);
        }
    }

    /// <summary>
    /// The uids that there are. A capped answer must never look like deletions, also when a message goes meanwhile that may be in the answer and is no more in EXISTS: where the count leaves a doubt and the folder
    /// has changed, it is asked again.
    /// </summary>
    private UidSet Existing()
    {
        for (var round = 1; ; round++)
        {
            var before = (Exists: Exists(), Gone: Gone());
            var existing = _lane.Connection.Send(new SearchCommand()).Wait();
            if (existing.Count >= Exists() + Gone() - before.Gone) return existing;
            if (before == (Exists(), Gone()) || round == MostSearches) throw Hidden(existing.Count);
        }
    }

    protected override void Dispose(bool disposing)
    {
        try
        {
            if (!_broken && _fetch is { IsDone: false }) GiveUp(_fetch);
        }
        catch (ImapConnectionException)
        {
            // The lane is closed and says so to whoever uses it next.
        }
        _use.Dispose();
        base.Dispose(disposing);
    }

    private bool NextRow(out MessageEntry entry)
    {
        while (_fetch is not null && _fetch.MoveNext())
        {
            var row = _fetch.Row;
            if (!IsAnswer(row)) continue;
            if (row.Uid <= _lastUid)
            {
                // "n:*" is answered with the last message, whatever its uid.
                if (row.Uid == _lastUid || row.Uid < _firstAsked) continue;
                throw new FaultException(_lane.Faults.Make(ConnectorFaults.ProtocolViolation, "it lists messages out of order."));
            }
            _lastUid = row.Uid;
            _listed++;
            entry = new MessageEntry(row.Uid, row.Flags, row.Received, row.SizeHint);
            return true;
        }
        if (_lane.Facts.TellsVanished && IsDelta) _vanished = _fetch!.VanishedEarlier;
        _fetch = null;
        entry = default;
        return false;
    }

    /// <summary>What somebody else changes meanwhile comes as a row of its own, with flags and nothing else; the next delta tells it again.</summary>
    private static bool IsAnswer(FetchedMessage row) =>
        row.Has(FetchItems.Uid | FetchItems.Flags) && (row.Has(FetchItems.Size) || row.Has(FetchItems.InternalDate));

    /// <summary>
    /// When rows are missing: asks for those behind the last one until an answer brings nothing new. By uid, since an answer to UID FETCH may tell that a message is gone (RFC 9051 section 7.5.1), after which all
    /// behind it have other sequence numbers. False when nothing is missing.
    /// </summary>
    private bool GoesOn()
    {
        // Those that are gone may be among those listed: they fill no gap in what is there.
        if (_listedBefore < 0 && _listed >= Exists() + Gone()) return false;
        _lane.Return(_folder, Status.Generation);
        if (_listed == _listedBefore)
        {
            // Messages that are gone but not yet announced look missing: NOOP lets the server announce them (RFC 9051 section 7.5.1).
            _lane.Connection.Send(new NoopCommand()).Wait();
            return _listed < Exists() ? throw Hidden(_listed) : false;
        }
        _listedBefore = _listed;
        _firstAsked = Math.Min(_lastUid, uint.MaxValue - 1) + 1;
        _fetch = _lane.Connection.Send(new FetchCommand(UidSet.Range(_firstAsked, uint.MaxValue), Items));
        return true;
    }

    private long Exists() => _lane.Connection.Selected?.Exists ?? 0;

    private long Gone() => _lane.Connection.Selected?.Expunged ?? 0;

    private FaultException Hidden(long seen) => new(_lane.Faults.Make(ConnectorFaults.PartlyHidden,
        $"the folder '{OtherSideText.Show(_folder.Path.ToString())}' holds {Exists()} messages, but only {seen} are shown."));

    /// <summary>Opens the folder and lists what has at least this uid. How much lies below is not known, so nothing is held to EXISTS.</summary>
    internal static ImapListing OpenFrom(ImapLane lane, LaneUse use, Folder folder, uint firstUid)
    {
        var first = Math.Max(firstUid, 1);
        var (fetch, opened, uidNext) = Opened(lane, () => lane.SendListing(new ExpectedListing(folder), new FetchCommand(UidSet.Range(first, uint.MaxValue), Items)));
        return new ImapListing(lane, use, folder, StatusOf(opened, uidNext), fetch, isDelta: false) { _firstAsked = first, _lastUid = first - 1, _isPart = true };
    }

    internal static FetchCommand FetchOf(ImapLane lane, ExpectedListing asked) =>
        asked.Since is { } since ? new(UidSet.All, Items) { ChangedSince = since.Value, TellVanished = lane.Facts.TellsVanished } : new(UidSet.All, Items);

    /// <summary>Passes over the rest; what the server says of it does not matter.</summary>
    private static void GiveUp(FetchCommand fetch)
    {
        fetch.Dispose();
        fetch.WaitForStatus();
    }

    private static FolderStatus StatusOf(SelectedMailbox opened, uint uidNext) =>
        new(opened.Generation, Math.Max(uidNext, 1), opened.Exists, new ChangeMarker(opened.HighestModSeq)) { Accepts = Accepted(opened) };

    // RFC 9051 section 6.3.2: without PERMANENTFLAGS the client assumes that all flags can be changed permanently.
    private static AcceptedFlags Accepted(SelectedMailbox opened) =>
        opened.PermanentFlags is { } flags ? new AcceptedFlags(flags.Flags.System, flags.Flags.Keywords, flags.NewKeywords) : AcceptedFlags.Everything;
}
