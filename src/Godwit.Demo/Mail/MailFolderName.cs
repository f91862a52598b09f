namespace Godwit.Demo.Mail;

/// <summary>A folder of the demonstration: as people read it, and as its directory is called in a Maildir (Maildir++, modified UTF-7).</summary>
/// <param name="Shown">The path with slashes.</param>
/// <param name="Directory">The directory; empty for INBOX, which is the Maildir itself.</param>
internal sealed record MailFolderName(string Shown, string Directory)
{
    public static readonly MailFolderName Inbox = new("INBOX", ""), Sent = new("Sent", ".Sent"), Drafts = new("Drafts", ".Drafts"), Archive = new("Archive/2024", ".Archive.2024");

    /// <summary>What every mailbox has; umlauts, ideographs, an ampersand and nesting among them.</summary>
    public static readonly IReadOnlyList<MailFolderName> All =
    [
        Inbox, Sent, Drafts, new("Archive", ".Archive"), Archive, new("Projekte/\u00DCbersicht", ".Projekte.&ANw-bersicht"), new("\u65E5\u672C\u8A9E", ".&ZeVnLIqe-"), new("R&D", ".R&-D"),
    ];
}
