using System.Globalization;
using System.Text;

namespace Godwit.Connectors.Memory;

/// <summary>What a store with a <see cref="RewriteHabit"/> makes of a message.</summary>
internal static class Rewriting
{
    private static ReadOnlySpan<byte> MessageIdName => "message-id:"u8;

    /// <summary>The bytes as they are stored; <paramref name="number"/> is different for each message.</summary>
    public static byte[] Apply(RewriteHabit habit, byte[] message, long number) => habit switch
    {
        RewriteHabit.AddsHeader => [.. Line("X-Stored-As", number), .. message],
        RewriteHabit.ReplacesMessageId => ReplaceMessageId(message, number),
        _ => message,
    };

    private static byte[] Line(string name, long number) =>
        Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{name}: <{number}@memory.invalid>\r\n"));

    private static byte[] ReplaceMessageId(byte[] message, long number)
    {
        var (start, end) = FindMessageId(message);
        return [.. message.AsSpan(0, start), .. Line("Message-ID", number), .. message.AsSpan(end)];
    }

    /// <summary>Where the field stands with its continuation lines; an empty place at the top when there is none.</summary>
    private static (int Start, int End) FindMessageId(ReadOnlySpan<byte> message)
    {
        var header = HeaderBlock.Measure(message);
        if (header < 0) header = message.Length;
        for (var start = 0; start < header; start = EndOfLine(message, start))
        {
            if (!Ascii.EqualsIgnoreCase(message[start..Math.Min(message.Length, start + MessageIdName.Length)], MessageIdName)) continue;
            var end = EndOfLine(message, start);
            while (end < header && message[end] is (byte)' ' or (byte)'\t') end = EndOfLine(message, end);
            return (start, end);
        }
        return (0, 0);
    }

    private static int EndOfLine(ReadOnlySpan<byte> message, int start)
    {
        var feed = message[start..].IndexOf((byte)'\n');
        return feed < 0 ? message.Length : start + feed + 1;
    }
}
