namespace Godwit.Diagnostics.Cmdlets;

/// <summary>What the settings of the EWS virtual directories say; every server that can receive a move has to have them alike.</summary>
internal static class DirectoryFindings
{
    /// <summary>MRSProxy is off on a server.</summary>
    public static readonly FindingKind MrsProxyOff = new("GW5301", "MRSProxy is off on a server", Hop.Authorisation, "F53", "F41")
    {
        Symptom = "`MRSProxyEnabled : False`.",
        Cause = "It was never switched on at this server; it is off by default.",
        Difference = "Where it says True everywhere and the answer is still 403, the front end has an older state.",
        Fix = "`Set-WebServicesVirtualDirectory -MRSProxyEnabled $true` on every server that the balancer may choose.",
        NextCommand = "godwit examine HOST",
    };

    /// <summary>ExternalUrl is empty.</summary>
    public static readonly FindingKind ExternalUrlEmpty = new("GW5302", "ExternalUrl is empty", Hop.Autodiscover, "F06")
    {
        Symptom = "`ExternalUrl :` without a value.",
        Cause = "The address that Autodiscover hands out was never set.",
        Difference = "The endpoint may still be found with `-RemoteServer`; a URL of another name than the endpoint's is no fault.",
        Fix = "Set ExternalUrl to `https://NAME/EWS/Exchange.asmx` on each server.",
        NextCommand = "godwit examine --autodiscover ADDRESS",
    };

    /// <summary>Windows authentication is off.</summary>
    public static readonly FindingKind WindowsAuthenticationOff = new("GW5303", "Windows authentication is off", Hop.Authentication, "F73")
    {
        Symptom = "`WindowsAuthentication : False`, or external methods without Ntlm and WindowsIntegrated.",
        Cause = "It was switched off; Exchange Online needs it for the endpoint.",
        Difference = "With WSSecurity off other hybrid features fail, not this.",
        Fix = "Switch Windows authentication on for the EWS directory of every front end.",
        NextCommand = "godwit examine HOST",
    };

    /// <summary>Extended Protection is required.</summary>
    public static readonly FindingKind ExtendedProtectionRequired = new("GW5304", "Extended Protection is required", Hop.Authentication, "F81")
    {
        Severity = Severity.Warning,
        Symptom = "`ExtendedProtectionTokenChecking : Require`.",
        Cause = "It was switched on, by hand or by an update.",
        Difference = "It is no fault where TLS ends at the server, or at a device with the same certificate.",
        Fix = "Where a device ends TLS: the same certificate on both, or None on the front end's EWS.",
        NextCommand = "godwit examine HOST --credentials USER",
    };

    /// <summary>The servers do not agree in their settings.</summary>
    public static readonly FindingKind DirectoriesDiffer = new("GW5305", "The servers do not agree in their settings", Hop.FrontEnd, "F41")
    {
        Severity = Severity.Warning,
        Symptom = "The same setting has different values on different servers.",
        Cause = "It was changed on one server only.",
        Difference = "Different ExternalUrl values of different sites may be meant.",
        Fix = "Bring all servers that receive moves to the same settings.",
        NextCommand = "godwit examine HOST --via ADDRESS",
    };
}
