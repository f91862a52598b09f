namespace Godwit.Testing.Imap;

/// <summary>STATUS (RFC 9051 section 6.3.11) with SIZE, HIGHESTMODSEQ, MAILBOXID and APPENDLIMIT where offered.</summary>
internal static class StatusCommand
{
    public static string Run(ImapSession session)
    {
        session.Input.Space();
        var name = session.ReadName();
        session.Input.Space();
        var items = ReadItems(session);
        session.Input.ExpectEnd();
        Tell(session, session.Existing(name), items);
        return "OK Status completed.";
    }

    public static List<string> ReadItems(ImapSession session)
    {
        var items = session.Input.Words().ConvertAll(w => w.ToUpperInvariant());
        if (items.Find(i => !IsOffered(session, i)) is { } unknown) throw new BadCommandException($"Invalid status item {unknown}");
        if (items.Contains("HIGHESTMODSEQ")) session.Enable("CONDSTORE");
        return items;
    }

    public static void Tell(ImapSession session, TestFolder folder, List<string> items)
    {
        lock (session.Owner.Gate)
        {
            session.Replies.Text("* STATUS ");
            session.WriteName(folder.Name).Text(" (").Text(string.Join(' ', items.Select(i => $"{i} {Value(session, folder, i)}"))).Text(")").EndLine();
        }
    }

    private static bool IsOffered(ImapSession session, string item) => item switch
    {
        "MESSAGES" or "RECENT" or "UIDNEXT" or "UIDVALIDITY" or "UNSEEN" => true,
        "SIZE" => session.Offers("STATUS=SIZE") || session.Offers("IMAP4rev2"),
        "DELETED" => session.Offers("IMAP4rev2"),
        "HIGHESTMODSEQ" => session.Offers("CONDSTORE"),
        "MAILBOXID" => session.Offers("OBJECTID"),
        "APPENDLIMIT" => session.Offers("APPENDLIMIT"),
        _ => false,
    };

    private static string Value(ImapSession session, TestFolder folder, string item) => item switch
    {
        "MESSAGES" => $"{folder.Listed.Count}",
        "RECENT" => "0",
        "UIDNEXT" => $"{folder.UidNext}",
        "UIDVALIDITY" => $"{folder.Generation}",
        "UNSEEN" => $"{folder.Listed.Count(m => !m.Flags.System.HasFlag(SystemFlags.Seen))}",
        "DELETED" => $"{folder.Listed.Count(m => m.Flags.System.HasFlag(SystemFlags.Deleted))}",
        "SIZE" => $"{folder.Bytes}",
        "HIGHESTMODSEQ" => folder.NoModSeq ? "0" : $"{folder.HighestModSeq}",
        "MAILBOXID" => $"({folder.Id})",
        _ => $"{session.Server.Options.MaxMessageBytes}",
    };
}
