namespace Godwit.Mail;

/// <summary>
/// When a message arrived, guessed from its header because the store does not tell or tells nonsense: what its last server wrote into the topmost
/// <c>Received</c> field, else what its sender wrote into <c>Date</c>.
/// </summary>
public static class DateFallback
{
    /// <summary>How far ahead of our clock a date may lie: two days cover every zone and most wrong clocks.</summary>
    public static readonly TimeSpan Ahead = TimeSpan.FromDays(2);

    /// <summary>
    /// The date of the first <c>Received</c> field, from the top, that has a plausible one; else the <c>Date</c> field's; null when neither is plausible. Plausible is 1970 to
    /// <paramref name="now"/> and two days. Never throws.
    /// </summary>
    public static ReceivedDate? Of(ReadOnlySpan<byte> headerBlock, DateTimeOffset now)
    {
        ReceivedDate? sent = null;
        foreach (var field in new HeaderReader(headerBlock))
        {
            if (field.Is("Received"u8) && Plausible(BehindSemicolon(field.Value), now) is { } received) return received;
            if (sent is null && field.Is("Date"u8)) sent = Plausible(field.Value, now);
        }
        return sent;
    }

    private static ReceivedDate? Plausible(ReadOnlySpan<byte> text, DateTimeOffset now)
    {
        if (!MailDate.TryParse(text, out var date)) return null;
        return date.UnixSeconds >= 0 && date.UnixSeconds <= now.ToUnixTimeSeconds() + (long)Ahead.TotalSeconds ? date : null;
    }

    /// <summary>RFC 5321 section 4.4: the date stands behind the last semicolon, which may also occur in comments.</summary>
    private static ReadOnlySpan<byte> BehindSemicolon(ReadOnlySpan<byte> value)
    {
        var depth = 0;
        var from = -1;
        for (var i = 0; i < value.Length; i++)
        {
            if (value[i] == (byte)'\\') i++;
            else if (value[i] == (byte)'(') depth++;
            else if (value[i] == (byte)')') depth = Math.Max(0, depth - 1);
            else if (value[i] == (byte)';' && depth == 0) from = i + 1;
        }
        if (from < 0) from = value.LastIndexOf((byte)';') + 1;     // an unclosed comment swallowed it
        return from == 0 ? default : value[from..];
    }
}
