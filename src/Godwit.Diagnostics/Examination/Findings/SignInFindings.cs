namespace Godwit.Diagnostics.Examination;

/// <summary>What can be wrong with signing in, and with being allowed to.</summary>
public static class SignInFindings
{
    private const string Next = "godwit examine HOST --via SERVER-ADDRESS";

    /// <summary>A device in front asks for its own Basic logon.</summary>
    public static readonly FindingKind DeviceBasic = new("GW5100", "A device in front asks for its own Basic logon", Hop.Authentication, "F73")
    {
        Symptom = "401 with `Basic realm=` of the public name, without marks of Exchange.",
        Cause = "The balancer or firewall authenticates before it hands anything on.",
        Difference = "GW5101 bears `X-FEServer`: there Exchange says it.",
        Fix = "Switch pre-authentication off for the EWS path.",
        NextCommand = Next,
    };

    /// <summary>Windows authentication is off on the front end's EWS directory.</summary>
    public static readonly FindingKind WindowsOff = new("GW5101", "Windows authentication is off on the front end's EWS directory", Hop.Authentication, "F73")
    {
        Symptom = "401 with marks of Exchange that offers Basic, and neither Negotiate nor NTLM.",
        Cause = "WindowsAuthentication of the directory is False. Exchange Online needs it.",
        Difference = "GW5100 has no marks of Exchange; GW5103 offers Bearer alone.",
        Fix = "`Set-WebServicesVirtualDirectory -WindowsAuthentication $true` on every server.",
        NextCommand = "godwit read directories.txt",
    };

    /// <summary>401 without any way to sign in.</summary>
    public static readonly FindingKind NoChallenge = new("GW5102", "401 without any way to sign in", Hop.Authentication, "F75")
    {
        Symptom = "401 without a `WWW-Authenticate` field.",
        Cause = "A device strips it, or a filter answers in place of Exchange.",
        Difference = "GW5101 and GW5103 offer something.",
        Fix = "Find the device that answers; let the field pass.",
        NextCommand = Next,
    };

    /// <summary>Only Bearer is offered: Windows and Basic authentication are off.</summary>
    public static readonly FindingKind BearerOnly = new("GW5103", "Only Bearer is offered: Windows and Basic authentication are off", Hop.Authentication, "F76")
    {
        Basis = FactBasis.Known,
        Symptom = "401 that offers Bearer alone.",
        Cause = "A lockdown to modern authentication that covers EWS.",
        Difference = "GW5101 offers Basic.",
        Fix = "Switch Windows authentication on again for EWS.",
        NextCommand = "godwit read directories.txt",
    };

    /// <summary>Negotiate is offered without NTLM.</summary>
    public static readonly FindingKind NtlmMissing = new("GW5104", "Negotiate is offered without NTLM", Hop.Authentication, "F82")
    {
        Basis = FactBasis.Known,
        Symptom = "401 that offers Negotiate alone. Exchange Online cannot reach a Kerberos server of yours and needs NTLM.",
        Cause = "The providers of Windows authentication were cut down to Negotiate:Kerberos.",
        Difference = "GW5101 offers neither.",
        Fix = "Put NTLM back among the providers of the EWS directory.",
        NextCommand = Next,
    };

    /// <summary>The handshake of NTLM does not pass: the first message never gets a challenge.</summary>
    public static readonly FindingKind AuthorizationStripped = new("GW5105", "The handshake of NTLM does not pass: the first message never gets a challenge", Hop.Authentication, "F80", "F38")
    {
        Symptom = "NTLM is offered; a first message of NTLM is answered like an anonymous request. In IIS only `401 2 5` lines.",
        Cause = "A device drops the Authorization field, or does not keep one server connection per client connection.",
        Difference = "GW5106 gets a challenge from another server than the one that judges the answer; GW5107 gets all legs through.",
        Fix = "Let the field pass; pin connections; HTTP/1.1 on both sides.",
        NextCommand = Next,
    };

    /// <summary>The legs of one handshake reach different servers.</summary>
    public static readonly FindingKind LegsSplit = new("GW5106", "The legs of one handshake reach different servers", Hop.Authentication, "F38")
    {
        Basis = FactBasis.Known,
        Symptom = "401 again with the right password; two answers on one connection come from different front ends.",
        Cause = "The balancer distributes requests, not connections.",
        Difference = "GW5107 stays on one server.",
        Fix = "Bind connections to a server (TCP mode, connection pinning, or the balancer's own NTLM support).",
        NextCommand = Next,
    };

    /// <summary>The user or the password is refused.</summary>
    public static readonly FindingKind CredentialsRefused = new("GW5107", "The user or the password is refused", Hop.Authentication, "F77", "F78", "F74")
    {
        Symptom = "401 after the whole handshake.",
        Cause = "A wrong name or password, the wrong form of the name, a locked or expired account; less often a mismatch of channel binding.",
        Difference = "401 1 1326 in IIS is the password, 2148074310 the binding (GW5108). GW5106 loses a leg.",
        Fix = "Try DOMAIN\\user; check the account; look up the sub-codes in the server's log.",
        NextCommand = "godwit logs analyze FILES",
    };

    /// <summary>Extended Protection refuses: TLS ends at another certificate than the server's.</summary>
    public static readonly FindingKind ChannelBinding = new("GW5108", "Extended Protection refuses: TLS ends at another certificate than the server's", Hop.Authentication, "F81")
    {
        Basis = FactBasis.Known,
        Symptom = "401 with the right password through the balancer; straight to the server it works, and the certificates differ.",
        Cause = "Extended Protection ties the logon to the certificate that the server knows, and the balancer shows another one.",
        Difference = "GW5107 is refused everywhere; GW5106 changes servers.",
        Fix = "The same certificate at both, or Extended Protection off on the front end's EWS directory.",
        NextCommand = Next,
    };

    /// <summary>The user's name is one of the cloud.</summary>
    public static readonly FindingKind CloudName = new("GW5109", "The user's name is one of the cloud", Hop.Authentication, "F83")
    {
        Symptom = "401 for a name that ends in onmicrosoft.com.",
        Cause = "The source knows DOMAIN\\user or its own UPN, not the tenant's.",
        Difference = "GW5107 has a name that the source could know.",
        Fix = "Sign in with DOMAIN\\user of the source.",
        NextCommand = Next,
    };

    /// <summary>The server's clock is off by more than five minutes.</summary>
    public static readonly FindingKind ClockSkew = new("GW5115", "The server's clock is off by more than five minutes", Hop.Authentication, "F88")
    {
        Basis = FactBasis.Known,
        Severity = Severity.Warning,
        Symptom = "Its `Date` field and ours differ.",
        Cause = "No time synchronisation. Kerberos refuses such a difference.",
        Difference = "A wrong clock of this machine looks the same: compare with another host.",
        Fix = "Synchronise the clocks.",
        NextCommand = "w32tm /query /status",
    };

    /// <summary>The replication proxy is switched off on this server.</summary>
    public static readonly FindingKind ProxyDisabled = new("GW5110", "The replication proxy is switched off on this server", Hop.Authorisation, "F53", "F54")
    {
        Symptom = "403 after signing in, with `X-FEServer`; event 1309 \"MRS proxy service is disabled\".",
        Cause = "MRSProxyEnabled is False, or an old state stuck although it shows True.",
        Difference = "GW5070 has no `X-FEServer`; GW5120 concerns some nodes only.",
        Fix = "`Set-WebServicesVirtualDirectory -MRSProxyEnabled $true` on every server, then iisreset; if it is True already: False, wait, True. Of a Godwit proxy: `godwit proxy enable`.",
        NextCommand = "godwit read directories.txt",
    };

    /// <summary>The account is not in the role group.</summary>
    public static readonly FindingKind NotInRole = new("GW5111", "The account is not in the role group", Hop.Authorisation, "F84", "F85")
    {
        Symptom = "Access is denied, after a logon that was accepted.",
        Cause = "The account is not a member of Recipient Management; the role alone is not enough.",
        Difference = "GW5110 refuses everybody.",
        Fix = "Add the account to the role group Recipient Management. If it is in: look at `adminCount` of the hybrid server's computer account. Of a Godwit proxy: `godwit proxy user add USER --group \"Recipient Management\"`.",
        NextCommand = "Get-RoleGroupMember \"Recipient Management\"",
    };

    /// <summary>After signing in the service is not found.</summary>
    public static readonly FindingKind GoneAfterLogon = new("GW5112", "After signing in the service is not found", Hop.Authorisation, "F57", "F53")
    {
        Basis = FactBasis.Known,
        Symptom = "404 with marks of Exchange after a logon that was accepted.",
        Cause = "Some builds answer so while MRSProxy is off; or a wrong site.",
        Difference = "GW5110 answers 403.",
        Fix = "Check MRSProxyEnabled first, then the site's bindings.",
        NextCommand = "godwit read directories.txt",
    };

    /// <summary>The proxy has reached its limit of connections.</summary>
    public static readonly FindingKind ProxyBusy = new("GW5113", "The proxy has reached its limit of connections", Hop.BackEnd, "F92")
    {
        Symptom = "503 with Retry-After from a Godwit proxy, or MRSProxyConnectionLimitReached.",
        Cause = "More moves at once than the limit allows.",
        Difference = "GW5089 is down, not busy.",
        Fix = "Raise the limit (MaxMRSConnections) or move fewer at once.",
        NextCommand = "godwit proxy config",
    };

    /// <summary>Something in front refuses as soon as a logon is accepted.</summary>
    public static readonly FindingKind DeviceRefusesLogon = new("GW5114", "Something in front refuses as soon as a logon is accepted", Hop.Edge, "F35")
    {
        Basis = FactBasis.Known,
        Symptom = "403 without `X-FEServer` after signing in, while the anonymous answer had it.",
        Cause = "A firewall inspects what comes after the handshake.",
        Difference = "GW5110 bears `X-FEServer`.",
        Fix = "Exempt the path from the firewall's policy.",
        NextCommand = Next,
    };
}
