namespace Godwit.Moves;

/// <summary>The bounds of a mailbox's own login, wherever it comes from.</summary>
internal static class MailboxLogin
{
    /// <summary>The longest login, in characters.</summary>
    public const int LongestUserName = 256;

    /// <summary>The longest password or token, in characters.</summary>
    public const int LongestPassword = 64 * 1024;

    /// <summary>A password of those bounds; problems are noted.</summary>
    public static string Password(string field, string? given, InputCheck check)
    {
        if (string.IsNullOrEmpty(given)) check.Add(field, $"{field} need a password.");
        return check.Text(field, given, LongestPassword) ?? "";
    }
}
