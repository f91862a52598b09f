namespace Godwit.Diagnostics.Logs;

/// <summary>Refusals while signing in, judged by exchange: the 401 of a handshake leg is none.</summary>
internal static class SigningInFindings
{
    /// <summary>The name or the password was refused.</summary>
    public static readonly FindingKind PasswordRefused = new("GW5210", "The name or the password was refused", Hop.Authentication, "F77")
    {
        Symptom = "`401 1 1326` or `401 1 2148074252` at the end of an exchange.",
        Cause = "The account does not exist, or its password is another one, also with a cloud-only or misspelt login.",
        Difference = "2148074254 is no such proof: every NTLM handshake leaves one; see GW5213 and GW5220.",
        Fix = "Correct the endpoint's credentials; try the form DOMAIN\\user.",
        NextCommand = "godwit examine HOST --credentials USER",
    };

    /// <summary>The account may not sign in.</summary>
    public static readonly FindingKind AccountRestricted = new("GW5211", "The account may not sign in", Hop.Authentication, "F78")
    {
        Basis = FactBasis.Known,
        Symptom = "401 with 1327 to 1331, 1385, 1793, 1907 or 1909.",
        Cause = "The password is right, and the account is disabled, expired, locked, restricted in hours or computers, or has to change its password.",
        Difference = "With GW5210 the password itself was refused.",
        Fix = "Unlock, enable or release the account; the code in the line says which.",
        NextCommand = "godwit examine HOST --credentials USER",
    };

    /// <summary>The front end could not ask a domain controller.</summary>
    public static readonly FindingKind NoDomainController = new("GW5212", "The front end could not ask a domain controller", Hop.Authentication, "F79")
    {
        Basis = FactBasis.Known,
        Symptom = "401 with 1311, 1355, 1722, 1787, 1789 or 2148074257.",
        Cause = "No domain controller was reachable, or the trust to the account's domain is broken.",
        Difference = "It fails for every account of that domain, not for one.",
        Fix = "Check the server's secure channel and the trust.",
        NextCommand = "godwit logs analyze FILES --window TIME",
    };

    /// <summary>Handshakes begin and are never finished.</summary>
    public static readonly FindingKind HandshakeUnfinished = new("GW5213", "Handshakes begin and are never finished", Hop.Authentication, "F38", "F74")
    {
        Basis = FactBasis.Known,
        Symptom = "Several exchanges end with `401 1 2148074254`, and no answer with a user follows within five seconds.",
        Cause = "The next leg came over another connection or not at all: a device that spreads or shares connections, HTTP/2 on the way, or a client whose credentials were refused before it could try.",
        Difference = "One such line alone proves nothing (GW5220); a refused password says 1326 or 2148074252 (GW5210).",
        Fix = "Test past the balancer; let it keep a client on one connection (TCP mode or NTLM support), HTTP/1.1.",
        NextCommand = "godwit examine HOST --via ADDRESS",
    };

    /// <summary>The client never answers the challenge.</summary>
    public static readonly FindingKind ChallengeUnanswered = new("GW5214", "The client never answers the challenge", Hop.Authentication, "F80")
    {
        Symptom = "Only `401 2 5`, again and again, from the same client.",
        Cause = "It has no credentials for the offered schemes, or a device takes the Authorization header out.",
        Difference = "With GW5213 credentials did arrive.",
        Fix = "Look for a device that removes headers; check that Negotiate and NTLM are offered.",
        NextCommand = "godwit examine HOST",
    };

    /// <summary>Channel binding does not match.</summary>
    public static readonly FindingKind ChannelBinding = new("GW5215", "Channel binding does not match", Hop.Authentication, "F81")
    {
        Basis = FactBasis.Known,
        Symptom = "401 with 2148074310.",
        Cause = "Extended Protection is required, and TLS ends at a device in between with another certificate, or is taken off.",
        Difference = "The same account passes directly at the server.",
        Fix = "Use the same certificate at the device and the server, or set Extended Protection of the front end's EWS to None where the topology needs it.",
        NextCommand = "godwit examine HOST --via ADDRESS",
    };

    /// <summary>Legs of a handshake arrive cut or mixed.</summary>
    public static readonly FindingKind HandshakeTorn = new("GW5216", "Legs of a handshake arrive cut or mixed", Hop.Authentication, "F38")
    {
        Basis = FactBasis.Known,
        Symptom = "401 with 2148074248, 2148074255 or 2148074256.",
        Cause = "Legs of several clients share one connection behind a device, or a token was shortened on the way.",
        Difference = "With GW5213 legs are missing; here wrong ones came.",
        Fix = "Let the device keep client and server connections one to one, HTTP/1.1.",
        NextCommand = "godwit examine HOST --via ADDRESS",
    };

    /// <summary>The Kerberos ticket is for another account.</summary>
    public static readonly FindingKind WrongPrincipal = new("GW5217", "The Kerberos ticket is for another account", Hop.Authentication, "F87")
    {
        Basis = FactBasis.Known,
        Symptom = "401 with 1396 or 2148074274.",
        Cause = "The service principal name is registered for a wrong account, or twice.",
        Difference = "NTLM with the same account passes.",
        Fix = "Find the name with `setspn -Q` and correct it.",
        NextCommand = "godwit logs analyze FILES --window TIME",
    };

    /// <summary>The clocks are too far apart.</summary>
    public static readonly FindingKind ClockSkew = new("GW5218", "The clocks are too far apart", Hop.Authentication, "F88")
    {
        Basis = FactBasis.Known,
        Symptom = "401 with 1398 or 2148074276.",
        Cause = "Client, server and domain controller differ by more than five minutes.",
        Difference = "It comes and goes with the clock, for all accounts.",
        Fix = "Put the time service right.",
        NextCommand = "godwit logs analyze FILES --window TIME",
    };

    /// <summary>The legs of one handshake arrive at different servers.</summary>
    public static readonly FindingKind HandshakeSpread = new("GW5219", "The legs of one handshake arrive at different servers", Hop.Authentication, "F38")
    {
        Basis = FactBasis.Known,
        Symptom = "A client's `401 2 5` is in one server's log and its `401 1 2148074254` in another's, within seconds, and nothing is served.",
        Cause = "The balancer chooses a server for every request instead of every connection.",
        Difference = "Each leg alone looks like GW5213; the other server's log shows the rest.",
        Fix = "Balance by connection (TCP mode), or with the balancer's own NTLM support.",
        NextCommand = "godwit examine HOST --via ADDRESS",
    };

    /// <summary>A single leg of a handshake proves nothing.</summary>
    public static readonly FindingKind LegProvesNothing = new("GW5220", "A single leg of a handshake proves nothing", Hop.Authentication, "F74")
    {
        Severity = Severity.Notice,
        Symptom = "`401 1 2148074254` or `401 2 5` once, with too little around it to see the whole exchange.",
        Cause = "Every successful NTLM sign-in leaves these lines before its 200.",
        Difference = "A wrong password says 1326 or 2148074252; neither is here.",
        Fix = "Look at the lines of the same client in the five seconds after it, in the logs of all servers.",
        NextCommand = "godwit logs analyze FILES --window TIME",
    };
}
