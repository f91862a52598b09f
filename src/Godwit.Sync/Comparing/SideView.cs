using System.Collections;

namespace Godwit.Sync;

/// <summary>
/// One side of a folder compared with the ledger: what is new, what is gone, whose flags changed. Made from a full listing or from a delta; both give the same view.
/// </summary>
internal sealed class SideView
{
    private readonly PairTable _table;
    private readonly BitArray _gone;

    private SideView(FolderStatus status, PairTable table, UidSet unpaired)
    {
        (Status, _table, Unpaired) = (status, table, unpaired);
        _gone = new BitArray(table.Count);
    }

    /// <summary>The folder as of the listing.</summary>
    public FolderStatus Status { get; }

    /// <summary>True when everything was listed, and not only what has changed.</summary>
    public bool IsWhole { get; private init; }

    /// <summary>Messages that the ledger does not know.</summary>
    public MessageTable New { get; private set; } = new();

    /// <summary>Uids that live here without a pair, as far as they still do.</summary>
    public UidSet Unpaired { get; private set; }

    /// <summary>Rows whose flags differ from the base, with their flags now.</summary>
    public Dictionary<int, MessageFlags> ChangedFlags { get; } = [];

    /// <summary>How many rows that lived on this side are gone from it.</summary>
    public int GoneCount { get; private set; }

    /// <summary>Forgets what was new, which may be a million messages.</summary>
    public void LetGoOfNew() => New = new MessageTable();

    /// <summary>True when the row's message was on this side and is no more.</summary>
    public bool IsGone(int row) => _gone[row];

    /// <summary>The row's message has been found after all (moved, relinked).</summary>
    public void NotGone(int row)
    {
        if (!_gone[row]) return;
        _gone[row] = false;
        GoneCount--;
    }

    /// <summary>True when anything differs from the ledger.</summary>
    public bool HasChanges => New.Count > 0 || GoneCount > 0 || ChangedFlags.Count > 0;

    /// <summary>A side without a folder: nothing is there, everything known is gone.</summary>
    public static SideView Nothing(PairTable table, SyncSide side)
    {
        var view = new SideView(new FolderStatus(default, 1, 0, default), table, UidSet.Empty);
        for (var i = 0; i < table.Count; i++) if (side.Has(table[i])) view.MarkGone(i);
        return view;
    }

    /// <summary>A side that has not changed since the ledger was written.</summary>
    public static SideView Unchanged(PairTable table, FolderStatus status, UidSet unpaired) => new(status, table, unpaired);

    /// <summary>
    /// Reads the listing to its end. Null when a delta does not add up with the ledger (its count of live messages is not the folder's): the folder must then be listed whole.
    /// </summary>
    /// <exception cref="FaultException">The listing breaks off, or tells of more different keywords than are taken in.</exception>
    public static SideView? Read(MessageListing listing, PairTable table, SyncSide side, UidSet unpaired, KeywordTable keywords)
    {
        var view = new SideView(listing.Status, table, unpaired) { IsWhole = !listing.IsDelta };
        var order = table.InOrderOf(side.Uid, side.Has);
        var stillUnpaired = new UidSet.Builder();
        var next = 0;
        var last = 0u;
        while (listing.MoveNext(out var entry))
        {
            if (entry.Uid <= last) continue;
            last = entry.Uid;
            while (next < order.Length && side.Uid(table[order[next]]) < entry.Uid)
            {
                if (!listing.IsDelta) view.MarkGone(order[next]);
                next++;
            }
            if (next < order.Length && side.Uid(table[order[next]]) == entry.Uid) view.Compare(order[next++], entry, side, keywords);
            else if (unpaired.Contains(entry.Uid)) stillUnpaired.Add(entry.Uid);
            else view.AddNew(entry, side, keywords);
        }
        if (listing.IsDelta) return view.CloseDelta(listing, order, side) ? view : null;
        for (; next < order.Length; next++) view.MarkGone(order[next]);
        view.Unpaired = stillUnpaired.Build();
        return view;
    }

    private bool CloseDelta(MessageListing listing, int[] order, SyncSide side)
    {
        var known = new UidSet.Builder();
        foreach (var row in order) known.Add(side.Uid(_table[row]));
        var vanished = listing.Vanished(known.Build().Union(Unpaired));
        if (!vanished.IsEmpty)
        {
            foreach (var row in order) if (vanished.Contains(side.Uid(_table[row]))) MarkGone(row);
            Unpaired = Unpaired.Except(vanished);
        }
        return Status.Messages == order.Length - GoneCount + Unpaired.Count + New.Count;
    }

    private void Compare(int row, in MessageEntry entry, SyncSide side, KeywordTable keywords)
    {
        var before = side.Flags(_table[row]);
        if (entry.Flags.System != before.System || !entry.Flags.Keywords.Equals(keywords[before.Keywords])) ChangedFlags[row] = keywords.Flags(keywords.Listed(entry.Flags, side.Side));
    }

    private void AddNew(in MessageEntry entry, SyncSide side, KeywordTable keywords) => New.Add(new ListedMessage(
        entry.Uid, Math.Max(entry.SizeHint, 0), entry.Received?.UnixSeconds ?? PairRow.NoDate, entry.Received?.OffsetMinutes ?? 0, keywords.Listed(entry.Flags, side.Side)));

    private void MarkGone(int row)
    {
        if (_gone[row]) return;
        _gone[row] = true;
        GoneCount++;
    }
}
