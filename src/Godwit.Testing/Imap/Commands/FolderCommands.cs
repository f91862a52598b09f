namespace Godwit.Testing.Imap;

/// <summary>CREATE, DELETE, RENAME and subscriptions (RFC 9051 section 6.3).</summary>
internal static class FolderCommands
{
    // RFC 6154 section 6: create-param =/ "USE" SP "(" [use-attr *(SP use-attr)] ")"
    public static string Create(ImapSession session)
    {
        session.Input.Space();
        var separator = session.Server.Options.Separator;
        var name = session.ReadName().TrimEnd(separator);
        var role = session.Input.Try(' ') ? ReadUse(session) : SpecialUse.None;
        session.Input.ExpectEnd();
        lock (session.Owner.Gate)
        {
            CheckName(session, name);
            for (var at = name.IndexOf(separator, 1); at > 0; at = name.IndexOf(separator, at + 1))
            {
                if (session.Owner.TryFolder(name[..at]) is null && !IsPrefix(session, name[..at])) session.Owner.Create(name[..at]);
            }
            var folder = session.Owner.Create(name, role);
            return session.Offers("OBJECTID") ? $"OK [MAILBOXID ({folder.Id})] Create completed." : "OK Create completed.";
        }
    }

    public static string Delete(ImapSession session)
    {
        session.Input.Space();
        var name = session.ReadName();
        session.Input.ExpectEnd();
        lock (session.Owner.Gate)
        {
            var folder = session.Owner.TryFolder(name) ?? throw new RefusedException($"NO [NONEXISTENT] Mailbox doesn't exist: {name}");
            if (folder.Name == "INBOX") return "NO [CANNOT] INBOX can't be deleted.";
            if (session.View?.Folder == folder)
            {
                if (session.Server.Behaviour.KeepsOpenFolder) return "NO Cannot delete currently-open folder.";
                session.Open(null);
            }
            session.Owner.Delete(folder);
        }
        return "OK Delete completed.";
    }

    public static string Rename(ImapSession session)
    {
        session.Input.Space();
        var from = session.ReadName();
        session.Input.Space();
        var to = session.ReadName();
        session.Input.ExpectEnd();
        lock (session.Owner.Gate)
        {
            var folder = session.Owner.TryFolder(from) ?? throw new RefusedException($"NO [NONEXISTENT] Mailbox doesn't exist: {from}");
            CheckName(session, to);
            session.Owner.Rename(folder, to);
        }
        return "OK Rename completed.";
    }

    public static string SetSubscribed(ImapSession session, bool subscribed)
    {
        session.Input.Space();
        session.Owner.SetSubscribed(session.ReadName(), subscribed);
        session.Input.ExpectEnd();
        return subscribed ? "OK Subscribe completed." : "OK Unsubscribe completed.";
    }

    private static void CheckName(ImapSession session, string name)
    {
        var options = session.Server.Options;
        if (session.Owner.TryFolder(name) is not null) throw new RefusedException("NO [ALREADYEXISTS] Mailbox already exists");
        if (session.Behaviour.RefusesName?.Invoke(name) is { } answer) throw new RefusedException(answer);
        var empty = name.Length == 0 || name.Split(options.Separator).Any(s => s.Length == 0);
        var outside = options.Prefix.Length > 0 && !name.StartsWith(options.Prefix, StringComparison.OrdinalIgnoreCase);
        if (empty || outside || name.AsSpan().IndexOfAny('*', '%') >= 0) throw new RefusedException("NO [CANNOT] Invalid mailbox name");
    }

    private static bool IsPrefix(ImapSession session, string name) =>
        session.Server.Options.Prefix.Equals(name + session.Server.Options.Separator, StringComparison.OrdinalIgnoreCase);

    private static SpecialUse ReadUse(ImapSession session)
    {
        if (!session.Offers("CREATE-SPECIAL-USE")) throw new BadCommandException("CREATE-SPECIAL-USE is not offered");
        session.Input.Expect('(');
        if (!session.Input.TryKeyword("USE")) throw new BadCommandException("Expected USE");
        session.Input.Space();
        var uses = session.Input.Words();
        session.Input.Expect(')');
        if (uses.Count == 0) return SpecialUse.None;
        var known = uses.Count == 1 && uses[0].StartsWith('\\') && Enum.TryParse<SpecialUse>(uses[0][1..], ignoreCase: true, out var role) ? role : SpecialUse.None;
        var taken = session.Owner.Folders.Any(f => f.Role == known);
        return known is SpecialUse.None or SpecialUse.Inbox || taken ? throw new RefusedException("NO [USEATTR] Special-use attribute is not supported or taken") : known;
    }
}
