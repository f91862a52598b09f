namespace Godwit.Testing.Imap;

/// <summary>LSUB (RFC 3501 section 6.3.9); names of folders that exist no more are told too.</summary>
internal static class LsubCommand
{
    public static string Run(ImapSession session)
    {
        session.Input.Space();
        var reference = session.ReadName();
        session.Input.Space();
        var pattern = reference + session.ReadName();
        foreach (var name in session.Owner.Subscriptions)
        {
            if (!ListPattern.Matches(name, pattern, session.Server.Options.Separator)) continue;
            session.Replies.Text($"* LSUB () \"{session.Server.Options.Separator}\" ");
            session.WriteName(name).EndLine();
        }
        return "OK Lsub completed.";
    }
}
