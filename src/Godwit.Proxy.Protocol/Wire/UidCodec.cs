using System.Buffers.Binary;

namespace Godwit.Proxy.Protocol;

/// <summary>
/// Uid sets on the wire: ranges as (distance from the end of the one before, length less one), in as many records as they need; an empty set is one record without ranges. How many records
/// belong together stands in the header of the first.
/// </summary>
internal static class UidCodec
{
    private const int RangesPerRecord = 8_000;

    public static void Write(RecordWriter records, RecordKind kind, UidSet uids, WireWriter scratch)
    {
        var count = Math.Max(1, (uids.RangeCount + RangesPerRecord - 1) / RangesPerRecord);
        Span<byte> header = stackalloc byte[4];
        for (var i = 0; i < count; i++)
        {
            BinaryPrimitives.WriteInt32LittleEndian(header, count - i);
            scratch.Clear();
            WriteRanges(scratch, uids, i * RangesPerRecord, Math.Min((i + 1) * RangesPerRecord, uids.RangeCount));
            records.Write(kind, header, scratch.Written);
        }
    }

    /// <summary>Reads the set whose first record is the current one.</summary>
    public static UidSet Read(RecordReader records)
    {
        var kind = records.Kind;
        var builder = new UidSet.Builder();
        var ranges = 0;
        for (var left = Left(records); ; left--)
        {
            ranges += ReadRanges(records.ReadBody(), builder);
            if (ranges > WireLimits.MaxUidRanges) throw new WireException("A uid set has too many ranges.");
            if (left == 1) return builder.Build();
            records.Expect(kind);
            if (Left(records) != left - 1) throw new WireException("A uid set lacks a record.");
        }
    }

    private static int Left(RecordReader records)
    {
        var header = new WireReader(records.Header);
        var left = BinaryPrimitives.ReadInt32LittleEndian(header.Bytes(4));
        return left is > 0 and <= WireLimits.MaxUidRanges ? left : throw new WireException("A uid set has no legal number of records.");
    }

    private static void WriteRanges(WireWriter writer, UidSet uids, int from, int to)
    {
        uint end = 0;
        for (var i = from; i < to; i++)
        {
            var (first, last) = uids.RangeAt(i);
            writer.Varint(first - end);
            writer.Varint(last - first);
            end = last;
        }
    }

    private static int ReadRanges(ReadOnlySpan<byte> body, UidSet.Builder builder)
    {
        var reader = new WireReader(body);
        ulong end = 0;
        var count = 0;
        for (; !reader.IsAtEnd; count++)
        {
            var first = end + reader.UInt32();
            end = first + reader.UInt32();
            if (first == 0 || end > uint.MaxValue) throw new WireException("A uid is out of bounds.");
            builder.AddRange((uint)first, (uint)end);
        }
        return count;
    }
}
