namespace Godwit.Proxy.Protocol;

/// <summary>The arguments of calls: written by the client, read by the service, side by side so that they cannot drift apart.</summary>
internal static class CallCodec
{
    public static void WriteListing(WireWriter writer, FolderGeneration generation, ChangeMarker? since)
    {
        writer.Varint(generation.Number);
        writer.Byte(since is null ? (byte)0 : (byte)1);
        if (since is { } marker) writer.Varint(marker.Value);
    }

    public static (FolderGeneration Generation, ChangeMarker? Since) ReadListing(ref WireReader reader)
    {
        var generation = ReadGeneration(ref reader);
        return (generation, reader.Byte() == 0 ? null : new ChangeMarker(reader.Varint()));
    }

    public static void WriteReading(WireWriter writer, FolderGeneration generation, MessagePart part)
    {
        writer.Varint(generation.Number);
        writer.Byte((byte)part);
    }

    public static (FolderGeneration Generation, MessagePart Part) ReadReading(ref WireReader reader)
    {
        var generation = ReadGeneration(ref reader);
        var part = reader.Byte();
        return part <= (byte)MessagePart.Header ? (generation, (MessagePart)part) : throw new WireException("A part of messages is asked for that this version does not know.");
    }

    public static void WriteRoom(WireWriter writer, MailboxRoom room)
    {
        writer.Optional((ulong?)room.FreeBytes);
        writer.Optional((ulong?)room.FreeMessages);
    }

    public static MailboxRoom ReadRoom(ref WireReader reader) => new(reader.Optional(long.MaxValue), reader.Optional(long.MaxValue));

    public static void WriteAppend(WireWriter writer, AppendOptions options)
    {
        writer.Varint(options.Generation.Number);
        writer.Varint((ulong)Math.Max(1, options.MaxGroupMessages));
        writer.Varint((ulong)Math.Max(1, options.MaxGroupBytes));
    }

    public static AppendOptions ReadAppend(ref WireReader reader) =>
        new(ReadGeneration(ref reader)) { MaxGroupMessages = (int)Math.Max(1, reader.Number(int.MaxValue)), MaxGroupBytes = Math.Max(1, reader.Number(long.MaxValue)) };

    public static void WriteOutgoing(WireWriter writer, long length, MessageFlags flags, ReceivedDate? received)
    {
        writer.Varint((ulong)length);
        MessageCodec.WriteProperties(writer, flags, received);
    }

    public static void WriteMaking(WireWriter writer, FolderPath path, SpecialUse role)
    {
        FolderCodec.WritePath(writer, path);
        writer.Byte((byte)role);
    }

    public static void WriteFlags(WireWriter writer, FolderGeneration generation, MessageFlags add, MessageFlags remove)
    {
        writer.Varint(generation.Number);
        MessageCodec.WriteProperties(writer, add, received: null);
        MessageCodec.WriteProperties(writer, remove, received: null);
    }

    public static (FolderGeneration Generation, MessageFlags Add, MessageFlags Remove) ReadFlags(ref WireReader reader)
    {
        var memory = new KeywordMemory();
        return (ReadGeneration(ref reader), MessageCodec.ReadProperties(ref reader, memory).Flags, MessageCodec.ReadProperties(ref reader, memory).Flags);
    }

    public static FolderGeneration ReadGeneration(ref WireReader reader) => new(reader.UInt32());
}
