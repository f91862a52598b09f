namespace Godwit.Testing.Imap;

/// <summary>GETACL and MYRIGHTS (RFC 4314).</summary>
internal static class AclCommands
{
    public static string GetAcl(ImapSession session)
    {
        session.Input.Space();
        var folder = session.ReadFolder();
        session.Replies.Text("* ACL ");
        session.WriteName(folder.Name);
        foreach (var (identifier, rights) in folder.Rights.OrderBy(r => r.Key, StringComparer.Ordinal)) session.Replies.Text(" ").String(identifier).Text(" ").Text(rights);
        session.Replies.EndLine();
        return "OK Getacl completed.";
    }

    public static string MyRights(ImapSession session)
    {
        session.Input.Space();
        var folder = session.ReadFolder();
        session.Replies.Text("* MYRIGHTS ");
        session.WriteName(folder.Name).Text(" ").Text(folder.Rights.TryGetValue(session.Owner.User, out var rights) ? rights : "lr").EndLine();
        return "OK Myrights completed.";
    }
}
