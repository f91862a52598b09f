namespace Godwit.Imap;

/// <summary>A folder as LIST or LSUB names it.</summary>
/// <param name="Name">Its wire name: each byte one character (ISO 8859-1), INBOX prefix, separators and encoding included.</param>
/// <param name="Separator">What stands between the levels in the name; null when the server gives none (NIL).</param>
/// <param name="Attributes">Such as <c>\NoSelect</c>, <c>\Sent</c>; compare without case.</param>
public sealed record ListedMailbox(string Name, char? Separator, IReadOnlyList<string> Attributes)
{
    /// <summary>Its counters, where LIST was asked for them (RFC 5819) and the server told them.</summary>
    public MailboxStatus? Status { get; internal set; }

    /// <summary>True when it has this attribute.</summary>
    public bool Is(string attribute) => Attributes.Contains(attribute, StringComparer.OrdinalIgnoreCase);
}
