namespace Godwit.Proxy.Protocol;

/// <summary>What is said of several folders in one request or answer.</summary>
internal static class TogetherCodec
{
    private const byte Broken = 1, Subscribed = 1;

    /// <summary>The folder, and behind it from where its changes are enough; nothing where it is listed whole.</summary>
    public static void WriteExpected(WireWriter writer, ExpectedListing listing)
    {
        FolderCodec.Write(writer, listing.Folder);
        if (listing.Since is not null) CallCodec.WriteListing(writer, listing.Generation, listing.Since);
    }

    public static ExpectedListing ReadExpected(ref WireReader reader)
    {
        var folder = FolderCodec.Read(ref reader);
        if (reader.IsAtEnd) return new ExpectedListing(folder);
        var (generation, since) = CallCodec.ReadListing(ref reader);
        return new ExpectedListing(folder, generation, since);
    }

    public static void WriteListed(WireWriter writer) => writer.Byte(0);

    public static void WriteNotListed(WireWriter writer, Fault fault)
    {
        writer.Byte(Broken);
        FaultCodec.Write(writer, fault);
    }

    /// <summary>Why the folder was not listed whole; null when it was.</summary>
    public static Fault? ReadListingEnd(ref WireReader reader) => reader.Byte() == Broken ? FaultCodec.Read(ref reader) : null;

    public static void WriteWanted(WireWriter writer, WantedFolder folder)
    {
        CallCodec.WriteMaking(writer, folder.Path, folder.Role);
        writer.Byte(folder.Subscribed ? Subscribed : (byte)0);
    }

    public static WantedFolder ReadWanted(ref WireReader reader) => new(FolderCodec.ReadPath(ref reader), FolderCodec.ReadRole(ref reader), reader.Byte() == Subscribed);

    public static void WriteMade(WireWriter writer, int index, bool isSubscribed, Folder folder)
    {
        writer.Varint((ulong)index);
        writer.Byte(isSubscribed ? Subscribed : (byte)0);
        FolderCodec.Write(writer, folder);
    }

    public static MadeFolder ReadMade(ref WireReader reader) => new((int)reader.Number(WireLimits.MaxFoldersTogether), reader.Byte() == Subscribed, FolderCodec.Read(ref reader));
}

/// <summary>A wanted folder that is there now.</summary>
/// <param name="Index">Which of those that were asked for, from 0.</param>
/// <param name="IsSubscribed">True when it was wanted so and is.</param>
/// <param name="Folder">The folder.</param>
internal readonly record struct MadeFolder(int Index, bool IsSubscribed, Folder Folder);
