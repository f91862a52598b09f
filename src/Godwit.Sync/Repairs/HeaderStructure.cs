using System.Buffers;

namespace Godwit.Sync;

/// <summary>Puts the lines of a header block in order: nothing is lost, but every line becomes a field or a continuation of one.</summary>
internal static class HeaderStructure
{
    private static ReadOnlySpan<byte> DamagedField => "X-Godwit-Damaged: "u8;

    /// <summary>
    /// A line without a colon continues the field before it, its space forgotten; any other line that is no field is kept as <c>X-Godwit-Damaged</c>; space before a field's
    /// colon, and continuations of nothing but space (RFC 5322 section 4.2 and 4.5), are taken out.
    /// </summary>
    internal static void MendLines(ReadOnlySpan<byte> block, IBufferWriter<byte> output)
    {
        var hasField = false;
        foreach (var line in new HeaderLines(block))
        {
            if (line.IsContinuation && !line.Content.ContainsAnyExcept((byte)' ', (byte)'\t')) continue;
            if (line.IsBlank || (line.IsContinuation && hasField)) output.Write(line.Content);
            else if (line.IsField) WriteField(line.Content, output);
            else if (hasField && !line.Content.Contains((byte)':')) Write(output, " "u8, line.Content);
            else Write(output, DamagedField, line.Content.Trim(" \t"u8));
            output.Write(line.Break);
            hasField = true;
        }
    }

    /// <summary>
    /// Where the body begins in a block that no blank line ends: at the first line behind the last field that is neither field nor continuation, else at the end. Damaged lines between fields
    /// belong to the header.
    /// </summary>
    internal static int BodyStart(ReadOnlySpan<byte> block)
    {
        var at = 0;
        var start = 0;
        foreach (var line in new HeaderLines(block))
        {
            if (line.IsField) start = -1;
            else if (start < 0 && !line.IsContinuation) start = at;
            at += line.Content.Length + line.Break.Length;
        }
        return start < 0 ? block.Length : start;
    }

    /// <summary>Ends a block that no blank line ends.</summary>
    internal static void Close(ReadOnlySpan<byte> block, IBufferWriter<byte> output)
    {
        output.Write(block);
        if (block.IsEmpty) Write(output, DamagedField, "the header is missing"u8);
        if (!block.EndsWith("\n"u8)) output.Write("\r\n"u8);
        output.Write("\r\n"u8);
    }

    private static void WriteField(ReadOnlySpan<byte> line, IBufferWriter<byte> output)
    {
        var colon = line.IndexOf((byte)':');
        Write(output, line[..colon].TrimEnd(" \t"u8), line[colon..]);
    }

    private static void Write(IBufferWriter<byte> output, ReadOnlySpan<byte> first, ReadOnlySpan<byte> second)
    {
        output.Write(first);
        output.Write(second);
    }
}
