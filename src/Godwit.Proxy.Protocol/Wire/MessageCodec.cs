namespace Godwit.Proxy.Protocol;

/// <summary>Flags, dates and listing entries on the wire.</summary>
internal static class MessageCodec
{
    private const byte SystemMask = 0x1F, HasKeywords = 0x20, HasDate = 0x40;
    private const int MaxOffsetMinutes = 18 * 60;

    /// <summary>Flags and received date: one byte of system flags and of what follows, then keywords, then the date.</summary>
    public static void WriteProperties(WireWriter writer, MessageFlags flags, ReceivedDate? received)
    {
        var keywords = flags.Keywords;
        writer.Byte((byte)((byte)flags.System & SystemMask | (keywords.Count > 0 ? HasKeywords : 0) | (received is null ? 0 : HasDate)));
        if (keywords.Count > 0) WriteKeywords(writer, keywords);
        if (received is not { } date) return;
        writer.Signed(date.UnixSeconds);
        writer.Signed(date.OffsetMinutes);
    }

    public static (MessageFlags Flags, ReceivedDate? Received) ReadProperties(ref WireReader reader, KeywordMemory memory)
    {
        var facts = reader.Byte();
        var keywords = (facts & HasKeywords) == 0 ? null : memory.Read(ref reader);
        ReceivedDate? received = (facts & HasDate) == 0 ? null : ReadDate(ref reader);
        return (new MessageFlags(ReadSystem((byte)(facts & SystemMask)), keywords), received);
    }

    /// <summary>An entry of a listing: how much its uid is above that of the entry before in the same record, properties, size.</summary>
    public static void WriteEntry(WireWriter writer, in MessageEntry entry, uint before)
    {
        writer.Varint(entry.Uid - before);
        WriteProperties(writer, entry.Flags, entry.Received);
        writer.Signed(entry.SizeHint);
    }

    public static MessageEntry ReadEntry(ref WireReader reader, uint before, KeywordMemory memory)
    {
        var uid = before + (ulong)reader.UInt32();
        if (uid == before || uid > uint.MaxValue) throw new WireException("Uids do not ascend.");
        var (flags, received) = ReadProperties(ref reader, memory);
        return new MessageEntry((uint)uid, flags, received, reader.Signed());
    }

    public static void WriteKeywords(WireWriter writer, KeywordSet keywords)
    {
        writer.Varint((ulong)keywords.Count);
        foreach (var keyword in keywords) writer.Text(keyword);
    }

    public static KeywordSet ReadKeywords(ref WireReader reader)
    {
        var names = new string[reader.Number(Math.Min(WireLimits.MaxKeywords, reader.Rest.Length))];
        for (var i = 0; i < names.Length; i++) names[i] = reader.Text();
        return KeywordSet.Of(names);
    }

    // A flag that a newer version knows is left out: it is not ours to set.
    public static SystemFlags ReadSystem(byte value) => (SystemFlags)(value & SystemMask);

    private static ReceivedDate ReadDate(ref WireReader reader)
    {
        var (seconds, offset) = (reader.Signed(), reader.Signed());
        if (seconds is < ReceivedDate.MinUnixSeconds or > ReceivedDate.MaxUnixSeconds || offset is < -MaxOffsetMinutes or > MaxOffsetMinutes)
            throw new WireException("A date is out of bounds.");
        return new ReceivedDate(seconds, (short)offset);
    }
}

/// <summary>Gives the same set for the same bytes again and again: most messages with keywords have those of a neighbour.</summary>
internal sealed class KeywordMemory
{
    private byte[] _bytes = [];
    private KeywordSet _last = KeywordSet.Empty;

    public KeywordSet Read(ref WireReader reader)
    {
        if (_bytes.Length > 0 && reader.Rest.StartsWith(_bytes))
        {
            reader.Bytes(_bytes.Length);
            return _last;
        }
        var before = reader.Rest;
        _last = MessageCodec.ReadKeywords(ref reader);
        _bytes = before[..^reader.Rest.Length].ToArray();
        return _last;
    }
}
