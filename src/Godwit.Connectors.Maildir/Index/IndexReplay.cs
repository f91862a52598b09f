using System.Buffers.Binary;
using System.Text;

namespace Godwit.Connectors.Maildir;

/// <summary>Applies the records of a block to an index, trusting nothing: a record that cannot be true makes the block false.</summary>
internal static class IndexReplay
{
    /// <summary>False when the records do not make sense; the state is of no use then.</summary>
    public static bool Apply(IndexState state, ReadOnlySpan<byte> records)
    {
        while (!records.IsEmpty)
        {
            var length = (IndexRecordKind)records[0] switch
            {
                IndexRecordKind.Add => Add(state, records),
                IndexRecordKind.Change => Change(state, records),
                IndexRecordKind.Gone => Gone(state, records),
                IndexRecordKind.Counters => Counters(state, records),
                IndexRecordKind.Keywords => Keywords(state, records),
                _ => 0,
            };
            if (length <= 0) return false;
            records = records[length..];
        }
        return true;
    }

    private static int Add(IndexState state, ReadOnlySpan<byte> record)
    {
        if (record.Length < IndexJournal.ShortestAdd || record.Length < IndexJournal.ShortestAdd + record[49]) return 0;
        var uid = BinaryPrimitives.ReadUInt32LittleEndian(record[1..]);
        var messages = state.Messages;
        var ascends = messages.Count == 0 || messages[messages.Count - 1].Uid < uid;
        if (uid == 0 || uid == uint.MaxValue || !ascends) return 0;
        ref var message = ref messages.Add(uid, record.Slice(IndexJournal.ShortestAdd, record[49]), record[49]);
        message.Letters = new FlagLetters(BinaryPrimitives.ReadUInt64LittleEndian(record[5..]));
        message.ChangedAt = BinaryPrimitives.ReadUInt64LittleEndian(record[13..]);
        message.ReceivedSeconds = Math.Clamp(BinaryPrimitives.ReadInt64LittleEndian(record[21..]), ReceivedDate.MinUnixSeconds, ReceivedDate.MaxUnixSeconds);
        message.OffsetMinutes = BinaryPrimitives.ReadInt16LittleEndian(record[29..]);
        message.HasReceived = record[31] == 1;
        message.Size = BinaryPrimitives.ReadInt64LittleEndian(record[32..]);
        message.Inode = BinaryPrimitives.ReadUInt64LittleEndian(record[40..]);
        state.UidNext = Math.Max(state.UidNext, uid + 1);
        return IndexJournal.ShortestAdd + record[49];
    }

    private static int Change(IndexState state, ReadOnlySpan<byte> record)
    {
        const int length = 29;
        if (record.Length < length) return 0;
        var at = state.Messages.Find(BinaryPrimitives.ReadUInt32LittleEndian(record[1..]));
        if (at < 0) return 0;
        ref var message = ref state.Messages[at];
        message.Letters = new FlagLetters(BinaryPrimitives.ReadUInt64LittleEndian(record[5..]));
        message.ChangedAt = BinaryPrimitives.ReadUInt64LittleEndian(record[13..]);
        message.Inode = BinaryPrimitives.ReadUInt64LittleEndian(record[21..]);
        return length;
    }

    private static int Gone(IndexState state, ReadOnlySpan<byte> record)
    {
        const int length = 5;
        if (record.Length < length) return 0;
        var at = state.Messages.Find(BinaryPrimitives.ReadUInt32LittleEndian(record[1..]));
        if (at < 0) return 0;
        state.Messages.MarkGone(ref state.Messages[at]);
        return length;
    }

    private static int Counters(IndexState state, ReadOnlySpan<byte> record)
    {
        const int length = 13;
        if (record.Length < length) return 0;
        state.UidNext = Math.Max(state.UidNext, BinaryPrimitives.ReadUInt32LittleEndian(record[1..]));
        state.Marker = Math.Max(state.Marker, BinaryPrimitives.ReadUInt64LittleEndian(record[5..]));
        return length;
    }

    private static int Keywords(IndexState state, ReadOnlySpan<byte> record)
    {
        if (record.Length < 5) return 0;
        var length = BinaryPrimitives.ReadInt32LittleEndian(record[1..]);
        if (length < 0 || length > record.Length - 5) return 0;
        state.Keywords = KeywordTable.Parse(Encoding.UTF8.GetString(record.Slice(5, length)));
        return 5 + length;
    }
}
