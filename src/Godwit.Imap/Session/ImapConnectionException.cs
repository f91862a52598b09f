namespace Godwit.Imap;

/// <summary>What ended a connection.</summary>
public enum ConnectionEnd
{
    /// <summary>The name has no address.</summary>
    HostNotFound,
    /// <summary>Nothing listens there, or the network refuses.</summary>
    Refused,
    /// <summary>No byte went in either direction for as long as the options allow.</summary>
    TimedOut,
    /// <summary>It broke off.</summary>
    Lost,
    /// <summary>The server said BYE.</summary>
    Goodbye,
    /// <summary>The server's bytes do not follow the grammar or exceed a bound.</summary>
    Violation,
    /// <summary>The server refused messages that were sent without asking, and takes what it did not read of them for commands.</summary>
    OutOfStep,
    /// <summary>The server's certificate was not accepted.</summary>
    CertificateRejected,
    /// <summary>TLS could not be agreed on.</summary>
    TlsFailed,
    /// <summary>STARTTLS is required and not offered, or refused.</summary>
    StartTlsMissing,
    /// <summary>We closed it: by a cancellation token, by disposing it, or because a message stopped in mid-literal.</summary>
    ClosedByUs,
}

/// <summary>The connection is no more. Whether a command that waited for its answer was done is not known when <see cref="ImapCommand.WasSent"/>.</summary>
public sealed class ImapConnectionException : Exception
{
    /// <summary>It ended this way.</summary>
    public ImapConnectionException(ConnectionEnd end, string message, Exception? cause = null) : base(message, cause) => End = end;

    /// <summary>It ended this way, and this was the server's BYE.</summary>
    internal ImapConnectionException(ImapStatus bye) : base($"The server ended the session: {bye.Text}")
    {
        End = ConnectionEnd.Goodbye;
        Bye = bye;
    }

    private ImapConnectionException(ImapConnectionException original) : base(original.Message, original)
    {
        End = original.End;
        Bye = original.Bye;
    }

    /// <summary>How it ended.</summary>
    public ConnectionEnd End { get; }

    /// <summary>The server's last words, where it said BYE.</summary>
    public ImapStatus? Bye { get; }

    /// <summary>The same end told to another waiting command, with a stack trace of its own.</summary>
    internal ImapConnectionException Again() => new(this);

    internal static ImapConnectionException OutOfStep() =>
        new(ConnectionEnd.OutOfStep, "The server refused messages and then took a part of them for commands.");

    internal static ImapConnectionException Violation(string what) => new(ConnectionEnd.Violation, what);
}
