namespace Godwit.Testing.Imap;

/// <summary>Endings of a command that come before it is done.</summary>
internal static class CommandEndings
{
    private static readonly string _filler = new('x', 8_192);

    /// <summary>True when the command may be done; false when the connection shall end here.</summary>
    public static bool Allows(ImapSession session, string command, CommandEnd end)
    {
        switch (end)
        {
            case CommandEnd.DroppedAtOnce: return false;
            case CommandEnd.CommittedLate: return command == "APPEND";
            case CommandEnd.Hung: session.Input.Drain(); return false;
            case CommandEnd.EndlessLine: return SendForEver(session, "* OK ", _filler);
            case CommandEnd.EndlessLines: return SendForEver(session, "", "* OK Still here\r\n");
            default: return true;
        }
    }

    /// <summary>Ends by the exception that the closed connection raises.</summary>
    private static bool SendForEver(ImapSession session, string first, string piece)
    {
        session.Replies.Text(first);
        while (!session.Server.IsStopped) session.Replies.Text(piece);
        return false;
    }
}
