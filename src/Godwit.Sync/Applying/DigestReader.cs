namespace Godwit.Sync;

/// <summary>Reads messages only to know them: their digests, for recognising content.</summary>
internal static class DigestReader
{
    /// <summary>Digests of whole messages, or of header blocks. One that cannot be read or has vanished is left out.</summary>
    public static Dictionary<uint, MessageDigest> Read(
        IMailboxSource lane, Folder folder, FolderGeneration generation, UidSet uids, MessagePart part, CancellationToken cancellation)
    {
        var digests = new Dictionary<uint, MessageDigest>();
        using var hasher = new CanonicalHasher();
        ForEach(lane, folder, generation, uids, part, message =>
        {
            hasher.Reset();
            for (var piece = message.NextPiece(); !piece.IsEmpty; piece = message.NextPiece()) hasher.Append(piece.Span);
            digests[message.Uid] = hasher.Finish();
        }, cancellation);
        return digests;
    }

    /// <summary>Calls back for each message that can be read.</summary>
    public static void ForEach(
        IMailboxSource lane, Folder folder, FolderGeneration generation, UidSet uids, MessagePart part, Action<IncomingMessage> each, CancellationToken cancellation)
    {
        if (uids.IsEmpty) return;
        using var reader = lane.ReadMessages(folder, generation, uids, part, cancellation);
        while (true)
        {
            cancellation.ThrowIfCancellationRequested();
            try { if (!reader.MoveNext()) return; }
            catch (FaultException e) when (e.Fault.Reach == Reach.Item) { continue; }
            each(reader.Current);
        }
    }
}
