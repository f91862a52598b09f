namespace Godwit.Sync;

/// <summary>Reads messages for what survives a rewriting: their header fingerprint and body.</summary>
internal static class FingerprintReader
{
    public static Dictionary<uint, MessageFingerprint> Read(
        IMailboxSource lane, Folder folder, FolderGeneration generation, UidSet uids, CancellationToken cancellation)
    {
        var fingerprints = new Dictionary<uint, MessageFingerprint>();
        using var hasher = new FingerprintHasher();
        DigestReader.ForEach(lane, folder, generation, uids, MessagePart.Whole, message =>
        {
            for (var piece = message.NextPiece(); !piece.IsEmpty; piece = message.NextPiece()) hasher.Append(piece.Span);
            fingerprints[message.Uid] = hasher.Finish();
        }, cancellation);
        return fingerprints;
    }
}
