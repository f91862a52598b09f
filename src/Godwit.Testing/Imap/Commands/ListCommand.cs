namespace Godwit.Testing.Imap;

/// <summary>LIST (RFC 9051 section 6.3.9), with LIST-EXTENDED, LIST-STATUS and SPECIAL-USE where offered.</summary>
internal static class ListCommand
{
    public static string Run(ImapSession session)
    {
        var request = ListRequest.Read(session);
        var separator = session.Server.Options.Separator;
        if (request.Patterns is [""])
        {
            session.Replies.Line($"* LIST (\\Noselect) \"{separator}\" \"\"");
            return "OK List completed.";
        }
        foreach (var listed in Names(session))
        {
            if (request.Patterns.Any(p => ListPattern.Matches(listed.Name, p, separator)) && request.Selects(listed)) Tell(session, request, listed);
        }
        return "OK List completed.";
    }

    private static List<ListedName> Names(ImapSession session)
    {
        lock (session.Owner.Gate) return ListedName.All(session.Owner, session.Server.Options.Separator);
    }

    private static void Tell(ImapSession session, ListRequest request, ListedName listed)
    {
        session.Replies.Text("* LIST (").Text(string.Join(' ', Attributes(session, request, listed))).Text(") ").Text(Separator(session, listed)).Space();
        session.WriteName(listed.Name).EndLine();
        if (request.Status is { } items && listed.Folder is { NoSelect: false } folder) StatusCommand.Tell(session, folder, items);
    }

    public static string Separator(ImapSession session, ListedName listed) =>
        session.Behaviour.TellsNoSeparatorForInbox && listed.Name == "INBOX" ? "NIL" : $"\"{session.Server.Options.Separator}\"";

    private static IEnumerable<string> Attributes(ImapSession session, ListRequest request, ListedName listed)
    {
        if (listed.Folder is null) yield return request.IsExtended ? "\\NonExistent" : "\\Noselect";
        else if (listed.Folder.NoSelect) yield return "\\Noselect";
        if (session.Offers("CHILDREN") || request.ReturnsChildren) yield return listed.HasChildren ? "\\HasChildren" : "\\HasNoChildren";
        if (request.ReturnsSubscribed && listed.IsSubscribed) yield return "\\Subscribed";
        if (session.Offers("SPECIAL-USE") && listed.Folder is { Role: not (SpecialUse.None or SpecialUse.Inbox) } folder) yield return $"\\{folder.Role}";
    }
}
