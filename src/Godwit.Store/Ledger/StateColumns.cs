using System.Buffers.Binary;

namespace Godwit.Store;

/// <summary>
/// The columns of rows that change in life: state 1, system flags of source and target 1 each, their keywords 0, 1, 2 or 4 bytes each.
/// The first byte of a segment tells how wide its keywords are, so that a folder without keywords takes three bytes a row.
/// </summary>
internal static class StateColumns
{
    private const int FixedBytes = 3;
    private const PairState EveryState = PairState.Tombstone | PairState.Altered | PairState.Touched;
    private const SystemFlags EveryFlag = SystemFlags.Seen | SystemFlags.Answered | SystemFlags.Flagged | SystemFlags.Deleted | SystemFlags.Draft;

    /// <summary>The most bytes that so many rows take.</summary>
    public static int MaxBytes(int rows) => 1 + rows * (FixedBytes + 2 * sizeof(int));

    /// <summary>Writes the first rows and tells how many bytes they took.</summary>
    public static int Encode(PairRow[] rows, int count, Span<byte> data)
    {
        var width = KeywordWidth(rows, count);
        data[0] = (byte)width;
        var at = 1;
        for (var i = 0; i < count; i++)
        {
            ref readonly var row = ref rows[i];
            data[at] = (byte)row.State;
            data[at + 1] = (byte)row.Source.System;
            data[at + 2] = (byte)row.Target.System;
            at += FixedBytes;
            WriteKeyword(data[at..], width, row.Source.Keywords);
            WriteKeyword(data[(at + width)..], width, row.Target.Keywords);
            at += 2 * width;
        }
        return at;
    }

    /// <summary>Reads these columns into the rows, which are as many as the data holds.</summary>
    /// <param name="data">A segment.</param>
    /// <param name="rows">Where the columns go.</param>
    /// <param name="keywordSets">How many keyword sets there are.</param>
    /// <exception cref="DamagedStateException">The length, a flag or a keyword set is impossible.</exception>
    public static void Decode(ReadOnlySpan<byte> data, PairRow[] rows, int keywordSets)
    {
        var width = data.Length == 0 ? 3 : data[0];
        var rowBytes = FixedBytes + 2 * width;
        DamagedStateException.Unless(width is 0 or 1 or 2 or 4 && data.Length == 1 + rows.Length * rowBytes, "a segment of states has the wrong length");
        var (states, flags, highestKeywords) = (PairState.Alive, SystemFlags.None, 0u);
        for (var i = 0; i < rows.Length; i++)
        {
            ref var row = ref rows[i];
            Decode(data.Slice(1 + i * rowBytes, rowBytes), width, ref row);
            states |= row.State;
            flags |= row.Source.System | row.Target.System;
            highestKeywords = Math.Max(highestKeywords, Math.Max((uint)row.Source.Keywords, (uint)row.Target.Keywords));
        }
        DamagedStateException.Unless((states & ~EveryState) == 0 && (flags & ~EveryFlag) == 0, "a pair has an unknown state or flag");
        DamagedStateException.Unless(highestKeywords < keywordSets, "a pair has keywords that are not listed");
    }

    private static void Decode(ReadOnlySpan<byte> data, int width, ref PairRow row)
    {
        row.State = (PairState)data[0];
        row.Source = new FlagBase((SystemFlags)data[1], ReadKeyword(data[FixedBytes..], width));
        row.Target = new FlagBase((SystemFlags)data[2], ReadKeyword(data[(FixedBytes + width)..], width));
    }

    private static int KeywordWidth(PairRow[] rows, int count)
    {
        var highest = 0;
        for (var i = 0; i < count; i++) highest = Math.Max(highest, Math.Max(rows[i].Source.Keywords, rows[i].Target.Keywords));
        return highest switch { 0 => 0, <= byte.MaxValue => 1, <= ushort.MaxValue => 2, _ => 4 };
    }

    private static void WriteKeyword(Span<byte> data, int width, int keywords)
    {
        if (width == 1) data[0] = (byte)keywords;
        else if (width == 2) BinaryPrimitives.WriteUInt16LittleEndian(data, (ushort)keywords);
        else if (width == 4) BinaryPrimitives.WriteInt32LittleEndian(data, keywords);
    }

    private static int ReadKeyword(ReadOnlySpan<byte> data, int width) => width switch
    {
        0 => 0,
        1 => data[0],
        2 => BinaryPrimitives.ReadUInt16LittleEndian(data),
        _ => BinaryPrimitives.ReadInt32LittleEndian(data),
    };
}
