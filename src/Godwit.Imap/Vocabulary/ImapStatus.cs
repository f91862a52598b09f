namespace Godwit.Imap;

/// <summary>The condition of a status response (RFC 9051 section 7.1).</summary>
public enum StatusCondition
{
    /// <summary>Done, or information.</summary>
    Ok,
    /// <summary>Not done, or a warning.</summary>
    No,
    /// <summary>Not understood.</summary>
    Bad,
    /// <summary>The greeting of a connection that needs no sign-in.</summary>
    PreAuth,
    /// <summary>The server closes the connection.</summary>
    Bye,
}

/// <summary>A status response: condition, code and the text for people.</summary>
/// <param name="Condition">What it says.</param>
/// <param name="Code">What stands in brackets, or null.</param>
/// <param name="Text">The server's words as they came, at most 4 kB; escape them before printing.</param>
public sealed record ImapStatus(StatusCondition Condition, ResponseCode? Code, string Text)
{
    /// <summary>True when there is a code of this kind.</summary>
    public bool Is(ResponseCodeKind kind) => Code?.Kind == kind;
}
