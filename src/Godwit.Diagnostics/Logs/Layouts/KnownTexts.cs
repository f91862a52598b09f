namespace Godwit.Diagnostics.Logs;

/// <summary>
/// The error texts that say something about a farm only together with its logs. Both appear when a balancer spreads one move over servers that do not know each other's sessions, and both for other
/// reasons too.
/// </summary>
internal static class KnownTexts
{
    /// <summary>What <see cref="LogEntry.Reason"/> is for the first text.</summary>
    public const string UnknownSequence = "unknown sequence";

    /// <summary>What <see cref="LogEntry.Reason"/> is for the second.</summary>
    public const string AlreadyBeingMoved = "already being moved";

    /// <summary>Finds the texts in a line; type names count, and the English words that are printed with them.</summary>
    public static bool Read(ReadOnlySpan<byte> line, LogEntry entry)
    {
        var reason = line.IndexOf("is not a known Sequence identifier"u8) >= 0 || line.IndexOf("no longer recognizes this sequence"u8) >= 0 ? UnknownSequence
            : line.IndexOf("SourceMailboxAlreadyBeingMovedTransientException"u8) >= 0 || line.IndexOf("switch the mailbox into Sync Source mode"u8) >= 0 ? AlreadyBeingMoved : null;
        if (reason is null) return false;
        (entry.Kind, entry.Reason, entry.Path) = (LogKind.Text, reason, PathKind.MrsProxy);
        return true;
    }
}
