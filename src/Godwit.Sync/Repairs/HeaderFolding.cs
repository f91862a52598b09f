using System.Buffers;

namespace Godwit.Sync;

/// <summary>Folds header lines that are over <see cref="RepairLimits.MaxLineBytes"/> (RFC 5322 sections 2.1.1 and 2.2.3).</summary>
internal static class HeaderFolding
{
    internal static void Fold(ReadOnlySpan<byte> block, IBufferWriter<byte> output)
    {
        foreach (var line in new HeaderLines(block))
        {
            if (line.Content.Length <= RepairLimits.MaxLineBytes) output.Write(line.Content);
            else FoldLine(line.Content, output);
            output.Write(line.Break);
        }
    }

    private static void FoldLine(ReadOnlySpan<byte> line, IBufferWriter<byte> output)
    {
        var text = line.Trim(" \t"u8);
        var room = RepairLimits.MaxLineBytes;
        if (line[0] is (byte)' ' or (byte)'\t')
        {
            output.Write(" "u8);
            room--;
        }
        for (; text.Length > room; room = RepairLimits.MaxLineBytes - 1)
        {
            var cut = CutPoint(text, room);
            output.Write(text[..cut].TrimEnd(" \t"u8));
            output.Write("\r\n "u8);
            text = text[cut..].TrimStart(" \t"u8);
        }
        output.Write(text);
    }

    /// <summary>The last white space within the room, else behind the last comma or semicolon, else as far as there is room. The text begins and ends with none.</summary>
    private static int CutPoint(ReadOnlySpan<byte> text, int room)
    {
        var space = text[..(room + 1)].LastIndexOfAny((byte)' ', (byte)'\t');
        if (space > 0) return space;
        var separator = text[..room].LastIndexOfAny((byte)',', (byte)';');
        return separator >= 0 ? separator + 1 : room;
    }
}
