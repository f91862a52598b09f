namespace Godwit.Proxy.Authentication.Passwords;

/// <summary>A login as people write it: <c>user</c>, <c>DOMAIN\user</c> or <c>user@domain</c>.</summary>
/// <param name="Text">As it was written.</param>
/// <param name="Domain">The domain before the backslash; null: none was written.</param>
/// <param name="User">What follows the backslash, or all of it.</param>
internal sealed record AccountName(string Text, string? Domain, string User)
{
    private const int MaxLength = 320;

    /// <summary>Reads a login; null when it cannot be one.</summary>
    public static AccountName? Read(string text)
    {
        if (text.Length is 0 or > MaxLength || text.Any(char.IsControl)) return null;
        var slash = text.IndexOf('\\', StringComparison.Ordinal);
        if (slash < 0) return new AccountName(text, null, text);
        return slash == text.Length - 1 ? null : new AccountName(text, text[..slash], text[(slash + 1)..]);
    }

    /// <summary>True when it names our domain, or none.</summary>
    public bool IsOf(string domain) => string.IsNullOrEmpty(Domain) || string.Equals(Domain, domain, StringComparison.OrdinalIgnoreCase);
}
