namespace Godwit.Diagnostics.Logs;

/// <summary>What a line was found to be.</summary>
internal enum LineMeaning
{
    /// <summary>Nothing that this layout knows.</summary>
    NotUnderstood,
    /// <summary>A request, or an event, that a migration may have had a part in: the entry holds it.</summary>
    Entry,
    /// <summary>Understood, and about something else.</summary>
    Other,
    /// <summary>About the file itself: field names, dates, blank lines.</summary>
    Directive,
}

/// <summary>What was done with a connection by a firewall.</summary>
internal enum FirewallAction
{
    /// <summary>The log does not say.</summary>
    Unknown,
    /// <summary>Let through.</summary>
    Accepted,
    /// <summary>Dropped or refused.</summary>
    Refused,
}

/// <summary>Fields that a line should have and has not; which of them cannot always be told.</summary>
[Flags]
internal enum MissingFields
{
    /// <summary>All are there.</summary>
    None = 0,
    /// <summary>When.</summary>
    Time = 1,
    /// <summary>The server's address.</summary>
    Server = 2,
    /// <summary>The client's address.</summary>
    Client = 4,
    /// <summary>The client's program or the page it came from.</summary>
    Agent = 8,
}

/// <summary>What one line says. One object serves a whole file and is filled anew for each line; whoever wants to keep something copies it.</summary>
internal sealed class LogEntry
{
    /// <summary>Who wrote it.</summary>
    public LogKind Kind;

    /// <summary>When, in ticks of UTC; 0: not said.</summary>
    public long Ticks;

    /// <summary>The server, as the line names it; empty: not said.</summary>
    public string Server = "";

    /// <summary>The other end of the connection.</summary>
    public CallerAddress Client;

    /// <summary>Whom the other end says it speaks for (<c>X-Forwarded-For</c>), the first of a list.</summary>
    public CallerAddress Forwarded;

    /// <summary>What was asked for.</summary>
    public PathKind Path;

    /// <summary>The method; empty: not said.</summary>
    public string Method = "";

    /// <summary>The server's port; 0: not said.</summary>
    public int Port;

    /// <summary>The user, where one was recognised; empty: none.</summary>
    public string User = "";

    /// <summary>The status answered; 0: none.</summary>
    public int Status;

    /// <summary>IIS's sub-status; -1: not said.</summary>
    public int SubStatus = -1;

    /// <summary>The Windows or security package error; -1: not said.</summary>
    public long Win32 = -1;

    /// <summary>How long it took, in milliseconds; -1: not said.</summary>
    public long TakenMs = -1;

    /// <summary>The id that joins a front end's two logs; empty: none.</summary>
    public Guid RequestId;

    /// <summary>What the client calls the request, where that is a GUID; empty: not said.</summary>
    public Guid ClientRequestId;

    /// <summary>What the client calls its session (<c>ClientId</c>); empty: none.</summary>
    public string Session = "";

    /// <summary>The client's program.</summary>
    public string Agent = "";

    /// <summary>Why: HTTP.sys's reason, HAProxy's termination state, a refusal's reason.</summary>
    public string Reason = "";

    /// <summary>The application pool, or a balancer's pool.</summary>
    public string Queue = "";

    /// <summary>Where it was sent on to; empty: nowhere, or not said.</summary>
    public string Target = "";

    /// <summary>The version of that server; empty: not said.</summary>
    public string TargetVersion = "";

    /// <summary>What that server answered; 0: nothing, or not said.</summary>
    public int TargetStatus;

    /// <summary>The front end's own code and text for what went wrong.</summary>
    public string Error = "";

    /// <summary>What a firewall did.</summary>
    public FirewallAction Action;

    /// <summary>What is not there though it should be.</summary>
    public MissingFields Missing;

    /// <summary>The client: the other end, or whom it speaks for.</summary>
    public CallerAddress Caller => Forwarded.IsKnown ? Forwarded : Client;

    /// <summary>Empties it for the next line.</summary>
    public void Clear()
    {
        (Kind, Ticks, Server, Client, Forwarded, Path) = (LogKind.None, 0, "", default, default, PathKind.Other);
        (Method, Port, User, Status, SubStatus, Win32, TakenMs) = ("", 0, "", 0, -1, -1, -1);
        (RequestId, ClientRequestId, Session, Agent, Reason, Queue) = (Guid.Empty, Guid.Empty, "", "", "", "");
        (Target, TargetVersion, TargetStatus, Error, Action, Missing) = ("", "", 0, "", FirewallAction.Unknown, MissingFields.None);
    }
}
