using System.Net;
using Godwit.Network.Tls;

namespace Godwit.Diagnostics.Examination;

/// <summary>One node past the balancer.</summary>
internal sealed class NodeView(IPEndPoint at, TlsFacts? tls, string tlsTold, Sample get, Finding? finding)
{
    public IPEndPoint At { get; } = at;

    public TlsFacts? Tls { get; } = tls;

    public string TlsTold { get; } = tlsTold;

    public Sample Get { get; } = get;

    /// <summary>What is wrong with it; null when it answers as it should.</summary>
    public Finding? Finding { get; } = finding;

    public Sample? SignedIn { get; set; }

    public bool MayTakeCredential => Finding is null && Tls?.IsTrusted == true && Get.Status == 401;
}

/// <summary>Does each node answer as it should when it is asked past the balancer, by the same name?</summary>
internal sealed class NodeCheck : ICheck
{
    public string Question => "Does each node answer past the balancer?";

    public string? NotAskedBecause(ExaminationNotes notes) => notes.Request.Via.Count == 0 ? "no --via was given" : null;

    public async Task<CheckResult> AskAsync(ExaminationNotes notes, CancellationToken cancellation)
    {
        foreach (var at in notes.Request.Via) notes.Nodes.Add(await AskNodeAsync(notes, at, cancellation).ConfigureAwait(false));
        var findings = new List<Finding>();
        var publicIsBroken = notes.Findings.Exists(finding => finding.Kind.Severity == Severity.Fault && finding.Kind.Hop is Hop.Tls or Hop.Edge or Hop.FrontEnd or Hop.BackEnd);
        if (publicIsBroken && notes.Nodes.TrueForAll(node => node.Finding is null)) findings.Add(new Finding(SpreadFindings.BalancerBreaks, Confidence.Certain, [.. notes.Nodes.Select(Told)]));
        foreach (var node in notes.Nodes.Where(node => node.Finding is not null)) findings.Add(new Finding(node.Finding!.Kind, node.Finding.Confidence, node.Finding.Evidence) { Subject = node.At.ToString() });
        if (notes.Tls is { } shown && notes.Nodes.Exists(node => node.Tls is { IsTrusted: true } own && own.Certificates[0].Thumbprint != shown.Certificates[0].Thumbprint))
            findings.Add(new Finding(SpreadFindings.OtherCertificate, Confidence.Certain, [.. notes.Nodes.Select(Told)]));
        return CheckResult.Of([.. notes.Nodes.Select(node => Told(node).ToString())], findings);
    }

    private static async Task<NodeView> AskNodeAsync(ExaminationNotes notes, IPEndPoint at, CancellationToken cancellation)
    {
        var shaken = await new HandshakeAsker(notes).ShakeAsync(at, sendName: true, cancellation).ConfigureAwait(false);
        var get = shaken.Facts is null ? new Sample("GET", notes.Request.Path, at) { Seen = shaken.Failure } : await notes.Probe.AskAsync(at, "GET", notes.Request.Path, cancellation).ConfigureAwait(false);
        return new NodeView(at, shaken.Facts, shaken.Told, get, await JudgeAsync(notes, shaken, get, cancellation).ConfigureAwait(false));
    }

    // A node's own certificate need not be for the public name: the balancer in front need not mind. Only a handshake that fails is a fault of the node.
    private static async Task<Finding?> JudgeAsync(ExaminationNotes notes, HandshakeView shaken, Sample get, CancellationToken cancellation)
    {
        if (shaken.Facts is null) return await JudgeFailureAsync(notes, shaken, cancellation).ConfigureAwait(false);
        var answers = await AnswerCheck.AskAllAsync(notes.Probe, get, cancellation).ConfigureAwait(false);
        return AnswerJudge.Judge(answers) ?? (get.Answer is null ? null : SchemeJudge.Judge(get));
    }

    private static async Task<Finding> JudgeFailureAsync(ExaminationNotes notes, HandshakeView shaken, CancellationToken cancellation)
    {
        var port = await PortCheck.DialAsync(notes, shaken.At.Address, shaken.At.Port, cancellation).ConfigureAwait(false);
        if (port.State != PortState.Open)
            return new Finding(port.State switch { PortState.Refused => NetworkFindings.Refused, PortState.Silent => NetworkFindings.Silent, _ => NetworkFindings.NoRoute }, Confidence.Certain, new Evidence(shaken.At.ToString(), port.Told));
        var asker = new HandshakeAsker(notes);
        return FlightJudge.Judge(await asker.FlightAsync(shaken.At, sendName: !notes.HostIsAddress, cancellation).ConfigureAwait(false), await asker.FlightAsync(shaken.At, sendName: false, cancellation).ConfigureAwait(false), shaken);
    }

    private static Evidence Told(NodeView node) => new(node.At.ToString(), $"{node.Get.Told}; {node.TlsTold}");
}
