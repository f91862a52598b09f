namespace Godwit.Testing.Imap;

/// <summary>GETQUOTAROOT and GETQUOTA (RFC 9208): one root for all folders, STORAGE in units of 1,024 bytes.</summary>
internal static class QuotaCommands
{
    private const string Root = "User quota";

    public static string GetQuotaRoot(ImapSession session)
    {
        session.Input.Space();
        var folder = session.ReadFolder();
        session.Replies.Text("* QUOTAROOT ");
        session.WriteName(folder.Name).Text(" ").String(Root).EndLine();
        Tell(session);
        return "OK Getquotaroot completed.";
    }

    public static string GetQuota(ImapSession session)
    {
        session.Input.Space();
        if (session.Input.AString() != Root) return "NO [NONEXISTENT] Quota root doesn't exist";
        Tell(session);
        return "OK Getquota completed.";
    }

    private static void Tell(ImapSession session)
    {
        var limit = session.Owner.QuotaBytes is { } bytes ? $"STORAGE {(session.Owner.UsedBytes + 1023) / 1024} {bytes / 1024}" : "";
        session.Replies.Line($"* QUOTA \"{Root}\" ({limit})");
    }
}
