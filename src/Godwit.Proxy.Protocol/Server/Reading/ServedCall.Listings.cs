namespace Godwit.Proxy.Protocol;

internal sealed partial class ServedCall
{
    private const int EntriesBytes = 16 * 1024;

    private void ListMessages()
    {
        var folder = ReadFolder();
        var reader = ReadArguments();
        var (generation, since) = CallCodec.ReadListing(ref reader);
        EndOfRequest();
        OnLane(lane =>
        {
            using var listing = lane.Lane.ListMessages(folder, generation, since, cancellation);
            Send(listing);
        });
    }

    private void ListFrom()
    {
        var folder = ReadFolder();
        var reader = ReadArguments();
        var firstUid = reader.UInt32();
        EndOfRequest();
        OnLane(lane =>
        {
            using var listing = lane.Lane.ListFrom(folder, firstUid, cancellation);
            Send(listing);
        });
    }

    private void Send(MessageListing listing)
    {
        FolderCodec.WriteStatus(_header.Clear(), listing.Status);
        _header.Byte(listing.IsDelta ? (byte)1 : (byte)0);
        Write(RecordKind.Opened);
        var entries = new WireWriter();
        uint before = 0;
        while (listing.MoveNext(out var entry))
        {
            cancellation.ThrowIfCancellationRequested();
            MessageCodec.WriteEntry(entries, in entry, before);
            before = entry.Uid;
            if (entries.Length >= EntriesBytes) before = SendEntries(entries);
        }
        if (entries.Length > 0) SendEntries(entries);
        // The engine asks after every delta, so it is told at once: a round trip saved, and no second listing.
        if (listing.IsDelta) UidCodec.Write(records, RecordKind.Vanished, listing.Vanished(UidSet.All), entries);
    }

    /// <summary>Each record stands for itself: its uids begin at 0 again.</summary>
    private uint SendEntries(WireWriter entries)
    {
        records.Write(RecordKind.Entries, default, entries.Written);
        entries.Clear();
        return 0;
    }
}
