using System.Buffers.Binary;

namespace Godwit.Store;

/// <summary>
/// The columns of rows that never change once a pair is made, 67 bytes a row, little-endian:
/// source uid 4, target uid 4, size 8, received seconds 8, offset 2, origin 1, header 8, content 32 (as SHA-256 writes it).
/// </summary>
// Arrays of rows and no spans of them: a generic type of the framework over a struct of another assembly is compiled when the program starts.
internal static class PairColumns
{
    /// <summary>Bytes of one row.</summary>
    public const int RowBytes = 67;

    /// <summary>Writes the first rows; the buffer is of their exact length.</summary>
    public static void Encode(PairRow[] rows, int count, Span<byte> data)
    {
        for (var i = 0; i < count; i++) Encode(in rows[i], data.Slice(i * RowBytes, RowBytes));
    }

    private static void Encode(in PairRow row, Span<byte> data)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(data, row.SourceUid);
        BinaryPrimitives.WriteUInt32LittleEndian(data[4..], row.TargetUid);
        BinaryPrimitives.WriteInt64LittleEndian(data[8..], row.Size);
        BinaryPrimitives.WriteInt64LittleEndian(data[16..], row.ReceivedSeconds);
        BinaryPrimitives.WriteInt16LittleEndian(data[24..], row.ReceivedOffset);
        data[26] = (byte)row.Origin;
        BinaryPrimitives.WriteUInt64LittleEndian(data[27..], row.Header);
        row.Content.Write(data[35..]);
    }

    /// <summary>Reads these columns into the rows, which are as many as the data holds.</summary>
    /// <exception cref="DamagedStateException">The length or an origin is impossible.</exception>
    public static void Decode(ReadOnlySpan<byte> data, PairRow[] rows)
    {
        DamagedStateException.Unless(data.Length == rows.Length * RowBytes, "a segment of pairs has the wrong length");
        var highestOrigin = PairOrigin.Copied;
        for (var i = 0; i < rows.Length; i++)
        {
            Decode(data.Slice(i * RowBytes, RowBytes), ref rows[i]);
            if (rows[i].Origin > highestOrigin) highestOrigin = rows[i].Origin;
        }
        DamagedStateException.Unless(highestOrigin <= PairOrigin.Moved, "a pair is of unknown origin");
    }

    private static void Decode(ReadOnlySpan<byte> data, ref PairRow row)
    {
        row.SourceUid = BinaryPrimitives.ReadUInt32LittleEndian(data);
        row.TargetUid = BinaryPrimitives.ReadUInt32LittleEndian(data[4..]);
        row.Size = BinaryPrimitives.ReadInt64LittleEndian(data[8..]);
        row.ReceivedSeconds = BinaryPrimitives.ReadInt64LittleEndian(data[16..]);
        row.ReceivedOffset = BinaryPrimitives.ReadInt16LittleEndian(data[24..]);
        row.Origin = (PairOrigin)data[26];
        row.Header = BinaryPrimitives.ReadUInt64LittleEndian(data[27..]);
        row.Content = ContentHash.Read(data[35..]);
    }
}
