namespace Godwit.Mail;

/// <summary>Reads the dates that stand in header fields (RFC 5322 section 3.3, its obsolete forms in 4.3, and what programs write instead). Never throws.</summary>
public static class MailDate
{
    /// <summary>The most characters of a date that are looked at, comments taken out.</summary>
    private const int MaxCharacters = 128;

    /// <summary>
    /// The moment that this text names, with its offset; without a time of day, midnight; without a known zone, UTC. False when it names none: no day, no such day, an hour,
    /// offset or year that cannot be. The weekday is not believed.
    /// </summary>
    public static bool TryParse(ReadOnlySpan<byte> text, out ReceivedDate date)
    {
        Span<char> bare = stackalloc char[MaxCharacters];
        var rest = (ReadOnlySpan<char>)bare[..WithoutComments(text, bare)];
        var parts = new DateParts();
        foreach (var range in rest.SplitAny(" \t,\r\n\""))
        {
            var token = rest[range].TrimEnd('.');
            if (!token.IsEmpty) parts.Take(token);
        }
        return parts.TryBuild(out date);
    }

    /// <summary>Copies what stands outside of parentheses (RFC 5322 section 3.2.2: comments nest) and returns how much that was.</summary>
    private static int WithoutComments(ReadOnlySpan<byte> text, Span<char> bare)
    {
        var depth = 0;
        var count = 0;
        for (var i = 0; i < text.Length && count < bare.Length; i++)
        {
            if (text[i] == (byte)'\\' && depth > 0) i++;
            else if (text[i] == (byte)'(') depth++;
            else if (text[i] == (byte)')') { if (depth > 0) depth--; bare[count++] = ' '; }
            else if (depth == 0) bare[count++] = (char)text[i];
        }
        return count;
    }
}
