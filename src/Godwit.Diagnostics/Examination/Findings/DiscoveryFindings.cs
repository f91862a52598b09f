namespace Godwit.Diagnostics.Examination;

/// <summary>What can be wrong with finding the endpoint from an address (RFC 6186's cousin, by Microsoft's own order of attempts).</summary>
public static class DiscoveryFindings
{
    private const string Next = "godwit examine --autodiscover ADDRESS --credentials USER";

    /// <summary>No attempt gave anything.</summary>
    public static readonly FindingKind NothingFound = new("GW5001", "Autodiscover finds no endpoint: no attempt gave settings", Hop.Autodiscover, "F01")
    {
        Symptom = "The settings could not be determined from the Autodiscover response; every attempt in the table failed.",
        Cause = "Neither the domain, nor `autodiscover.` and the domain, nor a redirect, nor the SRV record leads to an Autodiscover service that answers.",
        Difference = "If HOST itself passes when it is named by hand, only Autodiscover is wrong; GW5003 answers with an error of its own, GW5004 refuses the logon.",
        Fix = "Publish `autodiscover.` and the domain to the front ends, or name the endpoint's host by hand when you create it.",
        NextCommand = "godwit examine HOST",
    };

    /// <summary>It leads into the cloud.</summary>
    public static readonly FindingKind PointsToCloud = new("GW5002", "Autodiscover leads to Exchange Online, not to the source", Hop.Autodiscover, "F02")
    {
        Basis = FactBasis.Known,
        Symptom = "The host that was found is outlook.office365.com or another one of the cloud.",
        Cause = "The `autodiscover` record of the domain was already changed to point to the cloud.",
        Difference = "GW5007 reaches the source's own Autodiscover, which then names another address.",
        Fix = "Name the source's host by hand; leave the record as it is.",
        NextCommand = "godwit examine HOST",
    };

    /// <summary>It knows no such mailbox.</summary>
    public static readonly FindingKind NoSuchMailbox = new("GW5003", "Autodiscover answers with an error of its own: it has no settings for this address", Hop.Autodiscover, "F03")
    {
        Symptom = "HTTP 200 with `ErrorCode` 500, 600, 601 or 603, or `InvalidUser`.",
        Cause = "The address is not that of a mailbox in the source, or no provider answers for it.",
        Difference = "The service was reached and let us in: network, certificate and password are fine. GW5004 never lets us in.",
        Fix = "Ask with the address of a mailbox that lives in the source.",
        NextCommand = Next,
    };

    /// <summary>It refuses the logon.</summary>
    public static readonly FindingKind LogonRefused = new("GW5004", "Autodiscover refuses the logon on every candidate", Hop.Autodiscover, "F04")
    {
        Symptom = "401 on every address that answers, also after signing in.",
        Cause = "The form of the user name (UPN or DOMAIN\\user), the password, or a locked account.",
        Difference = "One 401 is no verdict: here no candidate gave anything else. After one refusal we ask nobody a second time, so that no account is locked.",
        Fix = "Try the other form of the name, DOMAIN\\user, after making sure that the account is not locked.",
        NextCommand = Next,
    };

    /// <summary>It names no address for outside.</summary>
    public static readonly FindingKind NoExternalAddress = new("GW5005", "Autodiscover names no address for outside: ExternalUrl is empty", Hop.Autodiscover, "F06")
    {
        Symptom = "The block for inside (EXCH) has an address of the web services, that for outside (EXPR) has none.",
        Cause = "`ExternalUrl` of the EWS virtual directory is blank.",
        Difference = "GW5001 gives no settings at all.",
        Fix = "Set ExternalUrl of the EWS virtual directory on each server: `Set-WebServicesVirtualDirectory -ExternalUrl https://HOST/EWS/Exchange.asmx`.",
        NextCommand = "godwit read directories.txt",
    };

    /// <summary>It sends us round in circles.</summary>
    public static readonly FindingKind RedirectsWithoutEnd = new("GW5006", "Autodiscover redirects without ever answering", Hop.Autodiscover, "F03")
    {
        Symptom = "Every attempt was answered by a redirect to a place or address that had been asked already.",
        Cause = "Two Autodiscover services, or a device and a service, each think that the other one is responsible.",
        Difference = "GW5007 ends at an address in the cloud.",
        Fix = "Follow the redirects in the table and stop the one that leads back.",
        NextCommand = Next,
    };

    /// <summary>The mailbox has moved already.</summary>
    public static readonly FindingKind AlreadyMoved = new("GW5007", "Autodiscover says that this mailbox lives in the cloud already", Hop.Autodiscover, "F03")
    {
        Symptom = "The source's Autodiscover answers `redirectAddr` with an address at the tenant's routing domain (mail.onmicrosoft.com).",
        Cause = "The mailbox of this address has been moved; the source knows it as a remote mailbox.",
        Difference = "GW5002 never reaches the source.",
        Fix = "Ask with the address of a mailbox that still lives in the source.",
        NextCommand = Next,
    };

    /// <summary>Its certificate is not in order.</summary>
    public static readonly FindingKind NotTrusted = new("GW5008", "Autodiscover is there, but its certificate is not in order", Hop.Autodiscover, "F18", "RFC 9525")
    {
        Basis = FactBasis.Standard,
        Symptom = "A candidate answers with a certificate that is not for its name, not trusted or out of date; nothing was sent to it.",
        Cause = "The certificate lacks the name `autodiscover.` and the domain, or a device of somebody else answers.",
        Difference = "A foreign certificate on the bare domain alone is noise: that is the web site. Here it is the last candidate that answered.",
        Fix = "Add the name to the certificate, or point the record at the host that has it.",
        NextCommand = "godwit examine autodiscover.DOMAIN",
    };

    /// <summary>It leads to another domain.</summary>
    public static readonly FindingKind OtherDomain = new("GW5009", "Autodiscover leads to another domain, which was not given the credential", Hop.Autodiscover, "F04")
    {
        Basis = FactBasis.Standard,
        Symptom = "A redirect, the SRV record or another mail address leads to a host outside of the address's domain; it wants a logon, and nothing was sent to it.",
        Cause = "The domain is served by Autodiscover of another name: a sister company's, a hoster's. Or somebody on the way points elsewhere: whoever can change an answer over plain HTTP or of DNS can do that.",
        Difference = "GW5004 is refused by a host that was given the credential; GW5002 leads into the cloud.",
        Fix = "When the host in the table is yours, allow it with `--credentials-for`, or name the endpoint's host by hand.",
        NextCommand = "godwit examine --autodiscover ADDRESS --credentials USER --credentials-for HOST",
    };
}
