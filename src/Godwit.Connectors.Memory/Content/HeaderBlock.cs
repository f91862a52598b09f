namespace Godwit.Connectors.Memory;

/// <summary>Finds where a message's header ends: behind the first line that holds nothing but carriage returns.</summary>
internal static class HeaderBlock
{
    private const int MaxBytes = 16 * 1024 * 1024;

    public static ReadOnlyMemory<byte> Read(IEnumerable<ReadOnlyMemory<byte>> pieces)
    {
        var gathered = new MemoryStream();
        foreach (var piece in pieces)
        {
            gathered.Write(piece.Span);
            var soFar = gathered.GetBuffer().AsMemory(0, (int)gathered.Length);
            var length = Measure(soFar.Span);
            if (length >= 0) return soFar[..length];
            if (gathered.Length > MaxBytes) throw new InvalidOperationException("The header block is over 16 MB.");
        }
        return gathered.GetBuffer().AsMemory(0, (int)gathered.Length);
    }

    /// <summary>The header's length with its closing blank line, or -1 when no blank line is there.</summary>
    public static int Measure(ReadOnlySpan<byte> bytes)
    {
        var start = 0;
        while (true)
        {
            var feed = bytes[start..].IndexOf((byte)'\n');
            if (feed < 0) return -1;
            if (!bytes.Slice(start, feed).ContainsAnyExcept((byte)'\r')) return start + feed + 1;
            start += feed + 1;
        }
    }
}
