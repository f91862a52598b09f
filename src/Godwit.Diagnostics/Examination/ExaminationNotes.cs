using System.Net;
using Godwit.Network.Autodiscover;
using Godwit.Network.Connecting;
using Godwit.Network.Tls;

namespace Godwit.Diagnostics.Examination;

/// <summary>What the checks of one examination have seen so far: each fills in what the next ones need.</summary>
/// <param name="request">What shall be examined.</param>
/// <param name="network">The ways out.</param>
internal sealed class ExaminationNotes(ExaminationRequest request, NetworkAccess network)
{
    public ExaminationRequest Request { get; } = request;

    public NetworkAccess Network { get; } = network;

    /// <summary>How often a logon may still be refused: once in all.</summary>
    public LogonBudget Logons { get; } = new();

    /// <summary>The name that is examined; empty while none is known.</summary>
    public string Host { get; set; } = request.Host ?? "";

    /// <summary>True when this machine itself is meant: somebody said so, or asks about the name that means it everywhere and that no server of DNS needs to know (RFC 6761 section 6.3).</summary>
    public bool TakesLoopback => Request.TakesLoopback || Host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || Host.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase);

    public AutodiscoverResult? Discovery { get; set; }

    /// <summary>False when the name comes from a host of another domain than the mail address's.</summary>
    public bool IsHostVouchedFor { get; set; } = true;

    /// <summary>The addresses of the name, and which servers of DNS gave each.</summary>
    public Dictionary<IPAddress, List<string>> Addresses { get; } = [];

    /// <summary>How many servers of DNS gave addresses at all.</summary>
    public int GivingServers { get; set; }

    /// <summary>True when whoever is outside cannot get in by design.</summary>
    public bool IsHybridAgent { get; set; }

    /// <summary>The addresses that take connections.</summary>
    public List<IPEndPoint> Open { get; } = [];

    /// <summary>How long each connection took to open.</summary>
    public List<TimeSpan> RoundTrips { get; } = [];

    /// <summary>The certificate that all handshakes showed, when all is well with it.</summary>
    public TlsFacts? Tls { get; set; }

    /// <summary>What answers on the path, when it asks for a logon as it should.</summary>
    public AnswerSet? Answers { get; set; }

    /// <summary>Every answer on the path, of all repetitions.</summary>
    public List<Sample> Repeated { get; } = [];

    /// <summary>True when the ways to sign in are as they should be.</summary>
    public bool MaySignIn { get; set; }

    /// <summary>What the service said to whom it had let in.</summary>
    public List<Sample> SignedIn { get; } = [];

    /// <summary>What the nodes past the balancer said.</summary>
    public List<NodeView> Nodes { get; } = [];

    /// <summary>How fast a Godwit proxy delivers; null when that was not measured.</summary>
    public Throughput? Throughput { get; set; }

    /// <summary>Everything that was found.</summary>
    public List<Finding> Findings { get; } = [];

    public HttpProbe Probe => PatientProbe(TimeSpan.Zero);

    /// <summary>A probe whose connections may take so much longer.</summary>
    public HttpProbe PatientProbe(TimeSpan longer) => new(Network, Host, Request.Port, Request.StepLimit + longer);

    /// <summary>True when the name is an address already.</summary>
    public bool HostIsAddress => IPAddress.TryParse(Host, out _);
}
