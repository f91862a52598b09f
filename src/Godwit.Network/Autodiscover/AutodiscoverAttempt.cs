namespace Godwit.Network.Autodiscover;

/// <summary>The ways in which an endpoint can be looked for.</summary>
public enum AutodiscoverMethod
{
    /// <summary>"Plain old XML", a POST.</summary>
    Pox,
    /// <summary>SOAP, <c>GetUserSettings</c>.</summary>
    Soap,
    /// <summary>JSON, version 2; asked without signing in.</summary>
    Json,
    /// <summary>A GET over plain HTTP that should be answered by a redirect.</summary>
    PlainRedirect,
    /// <summary>The DNS record <c>_autodiscover._tcp</c>.</summary>
    Srv,
}

/// <summary>How an attempt ended.</summary>
public enum AutodiscoverOutcome
{
    /// <summary>It gave settings.</summary>
    Found,
    /// <summary>It pointed elsewhere.</summary>
    Redirected,
    /// <summary>The name has no address, or there is no such record.</summary>
    NoSuchName,
    /// <summary>No connection.</summary>
    Unreachable,
    /// <summary>The certificate is not that of whom we mean: nothing was sent.</summary>
    NotTrusted,
    /// <summary>It wants a logon, and none was given or none may be sent.</summary>
    LogonNeeded,
    /// <summary>It wants a logon and lies in another domain than the address, to which it was only pointed: nothing was sent.</summary>
    OutOfReach,
    /// <summary>It refused the logon.</summary>
    LogonRefused,
    /// <summary>It answered that there is no such mailbox, or with another error of its own.</summary>
    Error,
    /// <summary>Whatever answered is no Autodiscover: a web page, another status.</summary>
    NotAutodiscover,
    /// <summary>It gave settings without an address for us.</summary>
    NoAddress,
}

/// <summary>One attempt, as it is shown.</summary>
/// <param name="Method">The way.</param>
/// <param name="Asked">What was asked: an address, or the name of a DNS record.</param>
/// <param name="Outcome">How it ended.</param>
/// <param name="Told">What was seen. Escaped.</param>
public sealed record AutodiscoverAttempt(AutodiscoverMethod Method, string Asked, AutodiscoverOutcome Outcome, string Told)
{
    /// <summary>The HTTP status; 0 when there was none.</summary>
    public int Status { get; init; }

    /// <summary>Where it pointed; null when it did not.</summary>
    public string? PointsTo { get; init; }

    /// <summary>The number of the answer's own error (POX 500, 600...) or its name; null when there was none.</summary>
    public string? ErrorCode { get; init; }
}

/// <summary>A host that Autodiscover named.</summary>
/// <param name="Host">Its name, in lower case.</param>
/// <param name="Setting">The setting that named it: <c>EXPR EwsUrl</c>, <c>ExternalEwsUrl</c>.</param>
/// <param name="IsExternal">False for a setting that is meant for inside.</param>
public sealed record DiscoveredHost(string Host, string Setting, bool IsExternal)
{
    /// <summary>The address that the setting holds, with port and path; null where there is a host alone.</summary>
    public Uri? Url { get; init; }

    /// <summary>True when a host of the address's own domain, or a named one, gave the setting: one that was merely pointed to may name whom it likes, and its word is worth no password.</summary>
    public bool IsVouchedFor { get; init; }
}

/// <summary>What a search came to.</summary>
/// <param name="Attempts">Every attempt, in its order.</param>
/// <param name="Hosts">The distinct hosts that were named, the best first.</param>
public sealed record AutodiscoverResult(IReadOnlyList<AutodiscoverAttempt> Attempts, IReadOnlyList<DiscoveredHost> Hosts)
{
    /// <summary>The host to try first: the best external one, else the best; null when none was named.</summary>
    public DiscoveredHost? Best => Hosts.FirstOrDefault(host => host.IsExternal) ?? (Hosts.Count > 0 ? Hosts[0] : null);
}
