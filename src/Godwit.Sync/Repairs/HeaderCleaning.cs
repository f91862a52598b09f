using System.Buffers;

namespace Godwit.Sync;

/// <summary>Takes bytes out of a header block that no header may hold, line by line, so that none of it can end the block too early or forge a field.</summary>
internal static class HeaderCleaning
{
    /// <summary>Leaves out NUL bytes, and lines that held nothing else: as blank lines they would end the block.</summary>
    internal static void TakeOutNul(ReadOnlySpan<byte> block, IBufferWriter<byte> output)
    {
        foreach (var line in new HeaderLines(block))
        {
            if (!line.Content.ContainsAnyExcept((byte)'\0', (byte)'\r') && line.Content.Contains((byte)'\0')) continue;
            WriteExcept(line.Content, (byte)'\0', default, output);
            output.Write(line.Break);
        }
    }

    /// <summary>Leaves out carriage returns before a line break; one inside a line becomes a space.</summary>
    internal static void TakeOutCarriageReturns(ReadOnlySpan<byte> block, IBufferWriter<byte> output)
    {
        foreach (var line in new HeaderLines(block))
        {
            WriteExcept(line.Content.TrimEnd((byte)'\r'), (byte)'\r', " "u8, output);
            output.Write(line.Break);
        }
    }

    /// <summary>Makes every line break CRLF.</summary>
    internal static void CompleteLineFeeds(ReadOnlySpan<byte> block, IBufferWriter<byte> output)
    {
        foreach (var line in new HeaderLines(block))
        {
            output.Write(line.Content);
            output.Write(line.Break.IsEmpty ? default : "\r\n"u8);
        }
    }

    private static void WriteExcept(ReadOnlySpan<byte> text, byte unwanted, ReadOnlySpan<byte> instead, IBufferWriter<byte> output)
    {
        for (var at = text.IndexOf(unwanted); at >= 0; at = text.IndexOf(unwanted))
        {
            output.Write(text[..at]);
            output.Write(instead);
            text = text[(at + 1)..];
        }
        output.Write(text);
    }
}
