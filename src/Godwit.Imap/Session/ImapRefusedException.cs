namespace Godwit.Imap;

/// <summary>The server answered NO or BAD. The command was not done (RFC 9051 section 7.1) and the connection lives.</summary>
public sealed class ImapRefusedException : Exception
{
    /// <summary>This answer refused this command.</summary>
    public ImapRefusedException(string command, ImapStatus status)
        : base($"{command} was answered {(status?.Condition == StatusCondition.Bad ? "BAD" : "NO")}: {status?.Text}")
    {
        ArgumentNullException.ThrowIfNull(status);
        (Command, Status) = (command, status);
    }

    /// <summary>The command's name, without arguments.</summary>
    public string Command { get; }

    /// <summary>The answer with its code and text. The text is the server's own and not escaped.</summary>
    public ImapStatus Status { get; }
}
