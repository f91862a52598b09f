namespace Godwit.Connectors.Maildir;

/// <summary>
/// What a Maildir may hold at most: the first line of Maildir++'s <c>maildirsize</c> in the root, as Dovecot's quota "maildir" and Courier write it (<c>1000000S,500C</c>). The
/// sums behind it are not used: only who keeps them counts into them, and other programs write too.
/// </summary>
/// <param name="Bytes">Bytes of all messages; null for no limit.</param>
/// <param name="Messages">Messages; null for no limit.</param>
internal readonly record struct QuotaLimits(long? Bytes, long? Messages)
{
    /// <summary>The limits; none when there is no such file or its first line is no list of limits.</summary>
    public static QuotaLimits Read(DirectoryHandle root) => SmallFile.Read(root, "maildirsize"u8) is { } file ? Parse(file) : default;

    /// <summary>Nothing is limited.</summary>
    public bool AreNone => Bytes is null && Messages is null;

    private static QuotaLimits Parse(ReadOnlySpan<byte> file)
    {
        var end = file.IndexOf((byte)'\n');
        if (end < 0) return default;
        var line = file[..end];
        var limits = default(QuotaLimits);
        foreach (var range in line.Split((byte)','))
        {
            var limit = line[range];
            var number = Digits.Read(limit, out var digits);
            if (number < 0 || digits + 1 != limit.Length) return default;
            limits = limits.With((char)limit[digits], number == 0 ? null : number);   // zero is no limit
        }
        return limits;
    }

    // Letters that Maildir++ may come to know later say nothing to us.
    private QuotaLimits With(char letter, long? most) => letter switch
    {
        'S' => this with { Bytes = most },
        'C' => this with { Messages = most },
        _ => this,
    };
}
