namespace Godwit.Stores;

/// <summary>A store as it is configured. An address reaches a store only through <see cref="Mailboxes"/>.</summary>
/// <param name="Name">Its name: in logs, in the map of active copies, in the list of mailboxes.</param>
/// <param name="Mailboxes">Which addresses it holds.</param>
public abstract record StoreSettings(string Name, MailboxTable Mailboxes)
{
    /// <summary>Where the store is, in the administrator's words; null when not said.</summary>
    public string? Region { get; init; }
}

/// <summary>A tree of Maildirs.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Mailboxes">Which addresses it holds.</param>
/// <param name="Root">The folder that no mailbox may lie outside of; absolute.</param>
/// <param name="Template">The path below <paramref name="Root"/> with <c>{user}</c> and <c>{domain}</c>, as in <c>{domain}/{user}/Maildir</c>.</param>
/// <param name="Index">The folder of the uid index, which every proxy of this store shares; null: inside each Maildir.</param>
public sealed record MaildirStoreSettings(string Name, MailboxTable Mailboxes, string Root, string Template, string? Index) : StoreSettings(Name, Mailboxes);

/// <summary>An IMAP server on which one master user may open every mailbox.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Mailboxes">Which addresses it holds.</param>
/// <param name="Host">Host name or address.</param>
/// <param name="Port">TCP port.</param>
/// <param name="Tls">How the connection is protected.</param>
/// <param name="MasterUser">The master user, or null when each mailbox signs in with <paramref name="Password"/> itself.</param>
/// <param name="MasterSeparator">What stands between mailbox and master user in the login, <c>*</c> for Dovecot; null: SASL authorisation identity (RFC 4616).</param>
/// <param name="Password">Gives the password; read anew for each call, so that a changed file is noticed.</param>
public sealed record ImapStoreSettings(
    string Name, MailboxTable Mailboxes, string Host, int Port, StoreTls Tls, string? MasterUser, string? MasterSeparator, Func<string> Password) : StoreSettings(Name, Mailboxes)
{
    /// <summary>A PEM file with the authorities that are trusted instead of the system's; null: the system's.</summary>
    public string? AuthorityFile { get; init; }

    /// <summary>Name and host only: <see cref="Password"/> is not shown.</summary>
    public override string ToString() => $"{Name} (imap {Host}:{Port})";
}

/// <summary>A store in memory, for trials and tests: its mailboxes begin empty and end with the process.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Mailboxes">Which addresses it holds.</param>
public sealed record MemoryStoreSettings(string Name, MailboxTable Mailboxes) : StoreSettings(Name, Mailboxes);

/// <summary>How a connection to an IMAP store is protected.</summary>
public enum StoreTls
{
    /// <summary>TLS from the first byte.</summary>
    Implicit,
    /// <summary>STARTTLS.</summary>
    StartTls,
    /// <summary>None; for a server on the same machine.</summary>
    None,
}
