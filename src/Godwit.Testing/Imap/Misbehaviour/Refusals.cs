using System.Globalization;

namespace Godwit.Testing.Imap;

/// <summary>Answers that real servers give when they refuse.</summary>
public static class Refusals
{
    /// <summary>The mailbox is full (RFC 9208).</summary>
    public const string OverQuota = "NO [OVERQUOTA] Quota exceeded (mailbox for user is full)";

    /// <summary>Some limit (RFC 9051 section 7.1).</summary>
    public const string Limit = "NO [LIMIT] Too many messages";

    /// <summary>Not now (RFC 5530).</summary>
    public const string Unavailable = "NO [UNAVAILABLE] Temporary problem, please try again later";

    /// <summary>Somebody else holds it (RFC 5530).</summary>
    public const string InUse = "NO [INUSE] Mailbox is locked";

    /// <summary>A throttling server's wish, in the words that Exchange uses.</summary>
    public static string Backoff(int milliseconds) =>
        string.Create(CultureInfo.InvariantCulture, $"NO Server Busy. Suggested Backoff Time: {milliseconds} milliseconds");
}
