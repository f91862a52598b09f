namespace Godwit.Testing.Imap;

/// <summary>Names of folders on this session's wire: modified UTF-7, or UTF-8 once the client enabled it (RFC 6855).</summary>
internal sealed partial class ImapSession
{
    private bool TalksUtf8 => HasEnabled("UTF8=ACCEPT") || HasEnabled("IMAP4REV2");

    /// <summary>Reads a name as the store keeps it.</summary>
    public string ReadName()
    {
        var name = Input.AString();
        return TalksUtf8 && !Server.Options.RawUtf8Names ? ModifiedUtf7.Encode(name) : name;
    }

    /// <summary>The folder that comes next in the command.</summary>
    public TestFolder ReadFolder() => Existing(ReadName());

    public TestFolder Existing(string name)
    {
        var folder = Owner.TryFolder(name) ?? throw new RefusedException($"NO [NONEXISTENT] Mailbox doesn't exist: {name}");
        return folder.NoSelect ? throw new RefusedException("NO [CANNOT] Mailbox is not selectable") : folder;
    }

    /// <summary>Where messages shall go; a missing folder may be made by the client.</summary>
    public TestFolder Destination(string name) =>
        Owner.TryFolder(name) ?? throw new RefusedException($"NO [TRYCREATE] Mailbox doesn't exist: {name}");

    public ReplyWriter WriteName(string name)
    {
        if (name == "INBOX" && Behaviour.SpellsInbox is { } inbox) return Replies.String(inbox);
        if (TalksUtf8 && ModifiedUtf7.Decode(name) is { } text) return Replies.String(text);
        var atom = Behaviour.SendsNamesAsAtoms && name.All(char.IsAsciiLetterOrDigit);
        return atom ? Replies.Text(name) : Replies.String(name);
    }
}
