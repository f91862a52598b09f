namespace Godwit.Sync;

/// <summary>A folder that was listed and read whole, for comparing.</summary>
internal sealed class VerifiedFolder
{
    private VerifiedFolder(FolderGeneration generation, AcceptedFlags? accepts) => (Generation, Accepts) = (generation, accepts);

    public static VerifiedFolder Empty { get; } = new(default, null);

    public FolderGeneration Generation { get; }

    public AcceptedFlags? Accepts { get; }

    /// <summary>Every message, ascending.</summary>
    public List<MessageEntry> Messages { get; } = [];

    /// <summary>What could be read, by uid.</summary>
    public Dictionary<uint, MessageDigest> Digests { get; private set; } = [];

    public long Bytes => Digests.Values.Sum(d => d.CanonicalLength);

    /// <summary>Reads it.</summary>
    /// <param name="lane">Where it is.</param>
    /// <param name="folder">The folder.</param>
    /// <param name="keep">What is kept of a listed message; null when it does not take part.</param>
    /// <param name="cancellation">Ends it.</param>
    public static VerifiedFolder Read(IMailboxSource lane, Folder folder, Func<MessageEntry, MessageEntry?> keep, CancellationToken cancellation)
    {
        VerifiedFolder read;
        using (var listing = lane.ListMessages(folder, default, null, cancellation))
        {
            read = new VerifiedFolder(listing.Status.Generation, listing.Status.Accepts);
            while (listing.MoveNext(out var entry)) if (keep(entry) is { } kept) read.Messages.Add(kept);
        }
        read.Digests = DigestReader.Read(lane, folder, read.Generation, UidSet.Of(read.Messages.Select(m => m.Uid)), MessagePart.Whole, cancellation);
        return read;
    }
}
