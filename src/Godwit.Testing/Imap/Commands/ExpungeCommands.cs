namespace Godwit.Testing.Imap;

/// <summary>EXPUNGE, UID EXPUNGE, CLOSE and UNSELECT. The command log counts the dangerous ones: <c>EXPUNGE</c> and <c>CLOSE</c> take strangers' mail along.</summary>
internal static class ExpungeCommands
{
    public static string Expunge(ImapSession session)
    {
        session.Input.ExpectEnd();
        return Remove(session, UidSet.All);
    }

    // RFC 4315 section 2.1: uid-expunge = "UID" SP "EXPUNGE" SP sequence-set
    public static string UidExpunge(ImapSession session)
    {
        session.Input.Space();
        var set = session.Selected.ReadSet(session.Input.Word(), byUid: true);
        session.Input.ExpectEnd();
        return Remove(session, set);
    }

    public static string Close(ImapSession session)
    {
        session.Input.ExpectEnd();
        if (!session.Selected.IsReadOnly) Remove(session, UidSet.All);
        return Unselect(session);
    }

    public static string Unselect(ImapSession session)
    {
        session.Input.ExpectEnd();
        lock (session.Owner.Gate) session.Open(null);
        return "OK Unselect completed.";
    }

    private static string Remove(ImapSession session, UidSet among)
    {
        var folder = session.Selected.Folder;
        if (session.Selected.IsReadOnly) return "NO [READ-ONLY] Mailbox is opened read-only";
        lock (session.Owner.Gate) folder.Remove(folder.Listed.FindAll(m => among.Contains(m.Uid) && m.Flags.System.HasFlag(SystemFlags.Deleted)));
        return "OK Expunge completed.";
    }
}
