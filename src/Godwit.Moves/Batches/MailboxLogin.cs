namespace Godwit.Moves;

/// <summary>The bounds of a mailbox's own login, wherever it comes from.</summary>
internal static class MailboxLogin
{
    /// <summary>The longest login, in characters.</summary>
    public const int LongestUserName = 256;

    /// <summary>The longest password or token, in characters.</summary>
    public const int LongestPassword = 64 * 1024;

    /// <summary>Why a mailbox's own password is of no use at an endpoint; null where it is used.</summary>
    public static string? Needless(Endpoint? endpoint) =>
        endpoint is not { Order.Type: EndpointType.IMAP } ? $"only mailboxes of an IMAP endpoint sign in with a password of their own{(endpoint is null ? "" : $", and '{endpoint.Order.Name}' is none")}."
        : endpoint.Order.UserName is null ? null : $"the endpoint '{endpoint.Order.Name}' signs in with an account of its own; leave the mailbox's password out.";

    /// <summary>A password of those bounds; problems are noted.</summary>
    public static string Password(string field, string? given, InputCheck check)
    {
        if (string.IsNullOrEmpty(given)) check.Add(field, $"{field} need a password.");
        return check.Text(field, given, LongestPassword) ?? "";
    }
}
