namespace Godwit.EndToEnd.RealServers;

/// <summary>A mail server that we did not write; each has a script of its name in <c>servers/</c>.</summary>
public enum ServerKind
{
    /// <summary>Dovecot 2.3: nearly every extension.</summary>
    Dovecot,
    /// <summary>Cyrus IMAP 3.6: nearly every extension, OBJECTID and APPENDLIMIT too; refuses or rewrites what Dovecot takes.</summary>
    Cyrus,
    /// <summary>Courier IMAP 5.0: the old world, prefix <c>INBOX.</c>.</summary>
    Courier,
    /// <summary>GNU Mailutils imap4d 3.15: no UIDPLUS, loses dates and flags of an APPEND, has no keywords.</summary>
    Mailutils,
}
