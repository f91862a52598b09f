namespace Godwit.Diagnostics.Examination;

/// <summary>What can be wrong between here and an open port.</summary>
public static class NetworkFindings
{
    /// <summary>Silence.</summary>
    public static readonly FindingKind Silent = new("GW5020", "No address answers on the port: packets are dropped on the way", Hop.Tcp, "F10", "RFC 9293")
    {
        Basis = FactBasis.Standard,
        Symptom = "The connection attempt times out after some 21 seconds; no server's log shows anything.",
        Cause = "A firewall drops the packets, the address translation is missing, or the address is nobody's.",
        Difference = "GW5021 is refused at once: there somebody answers. If the servers' logs show lines from Exchange Online, we alone are shut out, by design.",
        Fix = "Allow TCP 443 to the endpoint from the ranges of Exchange Online (and from here, to examine it).",
        NextCommand = "godwit examine HOST --via INSIDE-ADDRESS",
    };

    /// <summary>Refusal.</summary>
    public static readonly FindingKind Refused = new("GW5021", "The port is refused: nothing listens there", Hop.Tcp, "F11", "RFC 9293")
    {
        Basis = FactBasis.Standard,
        Symptom = "Refused at once (TCP error 10061).",
        Cause = "The listener is stopped, the balancer's pool is empty, or a firewall rejects.",
        Difference = "GW5020 does not answer at all.",
        Fix = "Start the listener or the balancer's service for 443, or correct the address translation.",
        NextCommand = "godwit examine HOST --via SERVER-ADDRESS",
    };

    /// <summary>Some addresses are dead.</summary>
    public static readonly FindingKind SomeDead = new("GW5022", "Some of the name's addresses do not answer", Hop.Tcp, "F08", "F11")
    {
        Symptom = "It works sometimes: whoever picks a dead address waits or fails.",
        Cause = "DNS still names a server or balancer that is gone.",
        Difference = "GW5023 concerns only addresses of IPv6.",
        Fix = "Take the dead addresses out of DNS, or bring them back.",
        NextCommand = "godwit examine HOST --via DEAD-ADDRESS",
    };

    /// <summary>IPv6 is dead.</summary>
    public static readonly FindingKind Ipv6Dead = new("GW5023", "The name has an IPv6 address that does not answer, while IPv4 does", Hop.Tcp, "F09")
    {
        Symptom = "Some runs wait or fail with 504, others work.",
        Cause = "IPv6 was published without being set up to its end.",
        Difference = "GW5022 concerns addresses of IPv4. Where this machine has no IPv6 itself, nothing is said.",
        Fix = "Make IPv6 work for the endpoint, or remove the AAAA record.",
        NextCommand = "godwit examine HOST --via [IPV6-ADDRESS]",
    };

    /// <summary>Only port 80 is open.</summary>
    public static readonly FindingKind OnlyPlainHttp = new("GW5024", "Port 80 answers, port 443 does not: HTTPS is not published", Hop.Tcp, "F10", "F11")
    {
        Symptom = "The web site opens in the clear; the endpoint cannot be reached.",
        Cause = "The rule in the firewall or the service on the balancer exists for 80 only.",
        Difference = "GW5020 and GW5021 have neither port.",
        Fix = "Publish TCP 443 to the front ends.",
        NextCommand = "godwit examine HOST",
    };

    /// <summary>No way.</summary>
    public static readonly FindingKind NoRoute = new("GW5025", "There is no way to the address: a router says so", Hop.Tcp, "F10", "RFC 792")
    {
        Basis = FactBasis.Standard,
        Symptom = "Network or host unreachable, at once or after some seconds.",
        Cause = "This machine or a router on the way has no route, or a router's filter says \"prohibited\".",
        Difference = "GW5020 gets no word back at all.",
        Fix = "Correct the route; from a laptop, check that it has a network at all.",
        NextCommand = "godwit examine HOST --dns 9.9.9.9",
    };
}
