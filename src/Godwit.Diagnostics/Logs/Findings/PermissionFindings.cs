namespace Godwit.Diagnostics.Logs;

/// <summary>Refusals after TLS or after signing in: by the setting, the role, the address.</summary>
internal static class PermissionFindings
{
    /// <summary>The MRS proxy is disabled on this server.</summary>
    public static readonly FindingKind Forbidden = new("GW5225", "The MRS proxy is disabled on this server", Hop.Authorisation, "F53", "F54")
    {
        Symptom = "403 without a sub-status for the endpoint, after signing in.",
        Cause = "`MRSProxyEnabled` is False, or the front end still has an older state of it.",
        Difference = "403.4 is TLS (GW5227), 403.6 the address (GW5228); a device's 403 leaves no line in IIS.",
        Fix = "`Set-WebServicesVirtualDirectory -MRSProxyEnabled $true` on every server; where it says True already: False, wait, True, `iisreset`.",
        NextCommand = "godwit read FILE",
    };

    /// <summary>The account is not in the role group.</summary>
    public static readonly FindingKind NotInRoleGroup = new("GW5226", "The account is not in the role group", Hop.Authorisation, "F84", "F85")
    {
        Symptom = "Signed in, then refused: access is denied.",
        Cause = "The account is not a member of the Recipient Management role group; the role of that name alone is not enough.",
        Difference = "With GW5210 the account is not even recognised.",
        Fix = "Add the account to the role group. Where it is a member: a hybrid server's computer account with adminCount 1.",
        NextCommand = "godwit examine HOST --credentials USER",
    };

    /// <summary>TLS ends before the server.</summary>
    public static readonly FindingKind TlsOffloaded = new("GW5227", "TLS ends before the server", Hop.Edge, "F37")
    {
        Symptom = "`403 4`, or port 80 in the line.",
        Cause = "A device takes TLS off and asks the server in the clear, which is not supported.",
        Difference = "A device that encrypts again (bridging) shows port 443 here.",
        Fix = "Encrypt again on the device, or let TLS through.",
        NextCommand = "godwit examine HOST --via ADDRESS",
    };

    /// <summary>The web server refuses the address.</summary>
    public static readonly FindingKind AddressRestricted = new("GW5228", "The web server refuses the address", Hop.FrontEnd, "F55")
    {
        Symptom = "403.6, 403.503 or 403.504.",
        Cause = "A rule of IP and domain restrictions in IIS, or the proxy's allow list.",
        Difference = "A firewall's refusal leaves no line here.",
        Fix = "Take the ranges of the service into the rule.",
        NextCommand = "godwit examine HOST --allow-list FILE",
    };

    /// <summary>The web server refuses the rate of requests.</summary>
    public static readonly FindingKind RateRestricted = new("GW5229", "The web server refuses the rate of requests", Hop.FrontEnd, "F56")
    {
        Symptom = "403.501, 403.502, 404.501 or 404.502.",
        Cause = "Dynamic IP restrictions of IIS take a move for an attack.",
        Difference = "It begins under load and passes by itself.",
        Fix = "Except the ranges of the service.",
        NextCommand = "godwit logs analyze FILES --window TIME",
    };

    /// <summary>A client certificate is demanded.</summary>
    public static readonly FindingKind ClientCertificate = new("GW5230", "A client certificate is demanded", Hop.Tls, "F26")
    {
        Basis = FactBasis.Known,
        Symptom = "403.7, 403.13, 403.14, 403.16 or 403.17, or `Timer_SslRenegotiation` in HTTPERR.",
        Cause = "Client certificates are set to required or accepted for the path.",
        Difference = "The service has none to show.",
        Fix = "Set client certificates to ignore for the EWS directory.",
        NextCommand = "godwit examine HOST",
    };
}
