namespace Godwit.Proxy.Protocol;

/// <summary>Folders and their states on the wire.</summary>
internal static class FolderCodec
{
    [Flags]
    private enum Facts : byte { HoldsMessages = 1, SubscriptionTold = 2, Subscribed = 4, HasObjectId = 8 }

    [Flags]
    private enum StatusFacts : byte { Exists = 1, TellsBytes = 2, TellsAccepted = 4 }

    public static void Write(WireWriter writer, Folder folder)
    {
        WritePath(writer, folder.Path);
        writer.Text(folder.WireName);
        writer.Byte((byte)folder.Role);
        var facts = (folder.HoldsMessages ? Facts.HoldsMessages : 0) | (folder.ObjectId is null ? 0 : Facts.HasObjectId);
        if (folder.IsSubscribed is { } subscribed) facts |= Facts.SubscriptionTold | (subscribed ? Facts.Subscribed : 0);
        writer.Byte((byte)facts);
        if (folder.ObjectId is not null) writer.Text(folder.ObjectId);
    }

    public static Folder Read(ref WireReader reader)
    {
        var path = ReadPath(ref reader);
        var wireName = reader.Text();
        var role = ReadRole(ref reader);
        var facts = (Facts)reader.Byte();
        return new Folder(path, wireName)
        {
            Role = role,
            HoldsMessages = facts.HasFlag(Facts.HoldsMessages),
            IsSubscribed = facts.HasFlag(Facts.SubscriptionTold) ? facts.HasFlag(Facts.Subscribed) : null,
            ObjectId = facts.HasFlag(Facts.HasObjectId) ? reader.Text() : null,
        };
    }

    public static void WritePath(WireWriter writer, FolderPath path)
    {
        writer.Varint((ulong)path.Depth);
        foreach (var segment in path.Segments) writer.Text(segment);
    }

    public static FolderPath ReadPath(ref WireReader reader)
    {
        var segments = new string[reader.Number(WireLimits.MaxPathSegments)];
        for (var i = 0; i < segments.Length; i++) segments[i] = reader.Text();
        if (segments.Length == 0 || Array.Exists(segments, string.IsNullOrEmpty)) throw new WireException("A folder path has no segment or an empty one.");
        return FolderPath.Of(segments);
    }

    // A role that a newer version knows is none to us: the folder is still a folder.
    public static SpecialUse ReadRole(ref WireReader reader) => reader.Byte() is var role && role <= (byte)SpecialUse.Trash ? (SpecialUse)role : SpecialUse.None;

    public static void WriteStatus(WireWriter writer, FolderStatus? status)
    {
        if (status is null)
        {
            writer.Byte(0);
            return;
        }
        writer.Byte((byte)(StatusFacts.Exists | (status.Bytes is null ? 0 : StatusFacts.TellsBytes) | (status.Accepts is null ? 0 : StatusFacts.TellsAccepted)));
        writer.Varint(status.Generation.Number);
        writer.Varint(status.UidNext);
        writer.Varint((ulong)status.Messages);
        writer.Varint(status.Marker.Value);
        if (status.Bytes is { } bytes) writer.Varint((ulong)bytes);
        if (status.Accepts is { } accepts) WriteAccepted(writer, accepts);
    }

    public static FolderStatus? ReadStatus(ref WireReader reader)
    {
        var facts = (StatusFacts)reader.Byte();
        if (!facts.HasFlag(StatusFacts.Exists)) return null;
        var status = new FolderStatus(new FolderGeneration(reader.UInt32()), reader.UInt32(), reader.Number(long.MaxValue), new ChangeMarker(reader.Varint()));
        if (facts.HasFlag(StatusFacts.TellsBytes)) status = status with { Bytes = reader.Number(long.MaxValue) };
        return facts.HasFlag(StatusFacts.TellsAccepted) ? status with { Accepts = ReadAccepted(ref reader) } : status;
    }

    private static void WriteAccepted(WireWriter writer, AcceptedFlags accepts)
    {
        writer.Byte((byte)accepts.System);
        writer.Byte(accepts.NewKeywords ? (byte)1 : (byte)0);
        MessageCodec.WriteKeywords(writer, accepts.Keywords);
    }

    private static AcceptedFlags ReadAccepted(ref WireReader reader)
    {
        var system = MessageCodec.ReadSystem(reader.Byte());
        var takesNew = (reader.Byte() & 1) != 0;
        return new AcceptedFlags(system, MessageCodec.ReadKeywords(ref reader), takesNew);
    }
}
