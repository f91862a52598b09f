namespace Godwit.Diagnostics.Examination;

/// <summary>What can be wrong between the name and its addresses.</summary>
public static class NameFindings
{
    /// <summary>NXDOMAIN.</summary>
    public static readonly FindingKind NoSuchName = new("GW5010", "The name does not exist in DNS", Hop.Dns, "F07", "RFC 1035")
    {
        Basis = FactBasis.Standard,
        Symptom = "The remote name could not be resolved; the servers of DNS answer NXDOMAIN.",
        Cause = "The public record was never made, the name is misspelt, or it exists in an internal zone only.",
        Difference = "GW5011 exists without an address; with GW5012 the servers of DNS themselves fail.",
        Fix = "Make an A record (or CNAME) for HOST in the public zone.",
        NextCommand = "godwit examine HOST --dns 9.9.9.9",
    };

    /// <summary>No address.</summary>
    public static readonly FindingKind NoAddress = new("GW5011", "The name exists in DNS but has no address", Hop.Dns, "F07", "RFC 1035")
    {
        Basis = FactBasis.Standard,
        Symptom = "The remote name could not be resolved; DNS knows the name and has neither an A nor an AAAA record for it.",
        Cause = "There are records of another type under this name only.",
        Difference = "GW5010 does not exist at all; GW5016 has an alias that leads nowhere.",
        Fix = "Add an A record for HOST.",
        NextCommand = "godwit examine HOST --dns 9.9.9.9",
    };

    /// <summary>DNS fails.</summary>
    public static readonly FindingKind ServersFail = new("GW5012", "The servers of DNS fail when they are asked for the name", Hop.Dns, "F07", "RFC 1035")
    {
        Basis = FactBasis.Standard,
        Symptom = "SERVFAIL, REFUSED, or no answer from any server that was asked.",
        Cause = "The zone's own servers cannot be reached, its signatures (DNSSEC) are broken, or this machine's servers are not reachable.",
        Difference = "NXDOMAIN (GW5010) is an answer; this is none.",
        Fix = "Ask another resolver with --dns; if that fails too, repair the zone, else this machine's resolvers.",
        NextCommand = "godwit examine HOST --dns 9.9.9.9",
    };

    /// <summary>A private address.</summary>
    public static readonly FindingKind PrivateAddress = new("GW5013", "DNS gives an address that nobody outside can reach", Hop.Dns, "F08", "RFC 1918")
    {
        Basis = FactBasis.Standard,
        Symptom = "The name has a private, link-local, shared or documentation address in the answer of a server that serves outside.",
        Cause = "The internal record was published outside, or the zone is served from inside to everybody.",
        Difference = "With GW5014 inside and outside differ, which alone is no fault; a private address from this machine's own resolver only is usual inside the company.",
        Fix = "Put the public address into the public zone.",
        NextCommand = "godwit examine HOST --dns 9.9.9.9",
    };

    /// <summary>Answers differ.</summary>
    public static readonly FindingKind ResolversDisagree = new("GW5014", "The servers of DNS give different addresses, and some do not answer", Hop.Dns, "F08")
    {
        Basis = FactBasis.Known,
        Symptom = "One resolver leads to an address where the endpoint answers, another one to an address where nothing does.",
        Cause = "A stale record in one of the zones (split DNS), or an old one that has not run out of time.",
        Difference = "Different addresses that all answer are a balancer's business and no finding.",
        Fix = "Correct the zone of the server that gives the dead address; wait for the record's time to live.",
        NextCommand = "godwit examine HOST --via ADDRESS",
    };

    /// <summary>Loopback.</summary>
    public static readonly FindingKind LoopbackAddress = new("GW5015", "DNS gives an address that leads everybody to himself", Hop.Dns, "F08", "RFC 1122")
    {
        Basis = FactBasis.Standard,
        Symptom = "The name has a loopback address (127.x, ::1) or 0.0.0.0.",
        Cause = "A filter answers in place of the zone, or the record was blanked.",
        Difference = "GW5013 is an address that exists inside.",
        Fix = "Correct the record, or exempt HOST from the filter.",
        NextCommand = "godwit examine HOST --dns 9.9.9.9",
    };

    /// <summary>An alias that leads nowhere.</summary>
    public static readonly FindingKind DanglingAlias = new("GW5016", "The name is an alias of a name that has no address", Hop.Dns, "F07", "RFC 1034")
    {
        Basis = FactBasis.Standard,
        Symptom = "DNS answers with a CNAME whose target does not exist, has no address, or leads back to where it came from.",
        Cause = "The target was renamed or removed, or two aliases name each other.",
        Difference = "With GW5010 the name itself does not exist.",
        Fix = "Point the alias at a name that has an address.",
        NextCommand = "godwit examine TARGET",
    };

    /// <summary>The Hybrid Agent.</summary>
    public static readonly FindingKind HybridAgent = new("GW5017", "This is a Hybrid Agent's endpoint (Modern Hybrid): nobody but Exchange Online can reach it", Hop.Dns, "F101")
    {
        Symptom = "The name is, or is an alias of, one below msappproxy.net.",
        Cause = "The endpoint is published by an agent that keeps connections to the cloud open; there is no way in from elsewhere.",
        Difference = "An ordinary endpoint can be asked from anywhere. Whatever we would see here says nothing about the agent.",
        Fix = "Examine on the agent's machine: its state, its counters, `Test-HybridConnectivity`; outbound 80 and 443 to the cloud must be open.",
        NextCommand = "godwit logs analyze --local",
    };
}
