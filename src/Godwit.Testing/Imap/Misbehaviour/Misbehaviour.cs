namespace Godwit.Testing.Imap;

/// <summary>In which form a FETCH gives a message's bytes.</summary>
public enum BodyForm
{
    /// <summary>As a literal.</summary>
    Literal,
    /// <summary>As a quoted string where the bytes allow it (RFC 3501 <c>nstring</c>), else as a literal.</summary>
    Quoted,
    /// <summary>As NIL, as some servers do with a message they cannot open or that is empty.</summary>
    Nil,
}

/// <summary>
/// Lasting bad habits of a test server, all off unless the profile has them; change them at any time. What goes wrong once, at a chosen command, is scripted
/// by <see cref="ImapTestServer.OnCommand(string, Action{CommandScript}, int)"/> instead.
/// </summary>
public sealed partial class Misbehaviour
{
    /// <summary>The capabilities never name STARTTLS, as behind a device that takes it out.</summary>
    public bool StripsStartTls { get; set; }

    /// <summary>Lines sent in clear text together with the OK to STARTTLS, before the handshake: what an attacker on the line would add.</summary>
    public string? InjectedBeforeTls { get; set; }

    /// <summary>A sign-in makes all folders of the user new generations.</summary>
    public bool RebuildsAtEverySignIn { get; set; }

    /// <summary>A new message gets the lowest uid above all that exist, also when it was used before.</summary>
    public bool ReusesUids { get; set; }

    /// <summary>FETCH and SEARCH answer about this many messages at most and say OK (edge case 29); null for no cap.</summary>
    public int? CapsAnswersAt { get; set; }

    /// <summary>No byte of a client is looked at while this valve is closed; what fills the buffers stays there, until the client can write no more.</summary>
    public Valve Reading { get; } = new();

    /// <summary>Every command but CAPABILITY, LOGIN, AUTHENTICATE and LOGOUT is refused with this answer (<see cref="Refusals.Backoff"/>, say); null for none.</summary>
    public string? RefusesEverythingWith { get; set; }

    internal (int N, string Command, string Answer)? RefusesOnceIn { get; private set; }

    private int _refusable;

    /// <summary>Every n-th command of this name (<c>APPEND</c>, <c>UID FETCH</c>) is refused with this answer; counted over all connections from now.</summary>
    public void RefuseOnceIn(int n, string command, string answer)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(n, 1);
        _refusable = 0;
        RefusesOnceIn = (n, command, answer);
    }

    internal string? Refusal(string command)
    {
        if (RefusesEverythingWith is { } always && command is not ("CAPABILITY" or "LOGIN" or "AUTHENTICATE" or "LOGOUT")) return always;
        if (RefusesOnceIn is not { } rule || rule.Command != command) return null;
        return Interlocked.Increment(ref _refusable) % rule.N == 0 ? rule.Answer : null;
    }
}
