namespace Godwit.Mail;

/// <summary>
/// A mail address that is safe to use in a path and in a login: lower case, one @, no separators, no control characters, nothing that begins with a dot. Narrower than RFC 5321 on purpose.
/// </summary>
public sealed record MailAddress
{
    /// <summary>The longest address, RFC 5321 section 4.5.3.1.3 (without the brackets).</summary>
    public const int MaxLength = 254;

    private MailAddress(string text, int at) => (Text, User, Domain) = (text, text[..at], text[(at + 1)..]);

    /// <summary>The whole address in lower case.</summary>
    public string Text { get; }

    /// <summary>Before the @.</summary>
    public string User { get; }

    /// <summary>Behind the @.</summary>
    public string Domain { get; }

    /// <summary>Reads an address; null when it is none, or one that we do not serve.</summary>
    public static MailAddress? Read(string? text)
    {
        if (text is null || text.Length is 0 or > MaxLength) return null;
        var at = text.IndexOf('@', StringComparison.Ordinal);
        if (at <= 0 || at != text.LastIndexOf('@') || !IsUser(text.AsSpan(0, at)) || !IsDomain(text.AsSpan(at + 1))) return null;
        return new MailAddress(text.ToLowerInvariant(), at);
    }

    /// <summary>The address.</summary>
    public override string ToString() => Text;

    // atext of RFC 5322 section 3.2.3 without what paths, templates and master logins give a meaning (/ * % { } ~ backtick), and letters beyond ASCII (RFC 6531).
    private static bool IsUser(ReadOnlySpan<char> user)
    {
        if (user[0] is '.' or '-' || user[^1] == '.' || user.Contains("..", StringComparison.Ordinal)) return false;
        foreach (var c in user)
            if (!char.IsLetterOrDigit(c) && !".!#$&'+-=?^_|".Contains(c, StringComparison.Ordinal)) return false;
        return true;
    }

    private static bool IsDomain(ReadOnlySpan<char> domain)
    {
        if (domain.IsEmpty || domain[0] is '.' or '-' || domain[^1] is '.' or '-' || domain.Contains("..", StringComparison.Ordinal)) return false;
        foreach (var c in domain)
            if (!char.IsLetterOrDigit(c) && c is not ('.' or '-')) return false;
        return true;
    }
}
