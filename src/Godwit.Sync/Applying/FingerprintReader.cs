namespace Godwit.Sync;

/// <summary>
/// Reads messages for what survives a rewriting: their header fingerprint and body, both as they would be repaired. A copy that we had to repair has the same, because repairing twice is repairing once.
/// </summary>
internal static class FingerprintReader
{
    /// <summary>Long lines are encoded only where the target asked for it, and that survives nothing.</summary>
    private const Repair Repairs = Repair.All & ~Repair.LongBodyLines;

    public static Dictionary<uint, MessageFingerprint> Read(
        IMailboxSource lane, Folder folder, FolderGeneration generation, UidSet uids, CancellationToken cancellation)
    {
        var fingerprints = new Dictionary<uint, MessageFingerprint>();
        using var hasher = new FingerprintHasher();
        DigestReader.ForEach(lane, folder, generation, uids, MessagePart.Whole, message =>
        {
            var repaired = new RepairedBody(Repairs, message.NextPiece);
            for (var piece = repaired.NextPiece(); !piece.IsEmpty; piece = repaired.NextPiece()) hasher.Append(piece.Span);
            fingerprints[message.Uid] = hasher.Finish();
        }, cancellation);
        return fingerprints;
    }
}
