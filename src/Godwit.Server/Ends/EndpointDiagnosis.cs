using Godwit.Diagnostics.Examination;
using Godwit.Diagnostics.Findings;
using Godwit.Network.Connecting;
using Godwit.Network.Tls;

namespace Godwit.Server.Ends;

/// <summary>
/// Says which hop is broken when the test of a proxy's endpoint fails: the examination of <c>godwit examine</c>, from the service's own place. It signs in nowhere: the test has just done so, and one
/// refused logon is enough.
/// </summary>
internal static class EndpointDiagnosis
{
    /// <summary>The step's name.</summary>
    public const string Name = "Examination";

    private const int Tries = 4, MaxShown = 3;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    /// <summary>Examines.</summary>
    /// <param name="endpoint">The endpoint whose test failed.</param>
    /// <param name="trust">Whom the endpoint trusts.</param>
    /// <param name="clock">The clock.</param>
    /// <param name="cancellation">Ends the examination.</param>
    /// <exception cref="OperationCanceledException">It was ended.</exception>
    public static AvailabilityStep Look(EndpointOrder endpoint, TlsTrust trust, TimeProvider clock, CancellationToken cancellation)
    {
        var began = clock.GetTimestamp();
        // The names as this machine has them: the test saw no others.
        var network = NetworkAccess.OfSystem(trust, clock) with { NameServers = [] };
        var request = new ExaminationRequest { Host = endpoint.Host, Port = endpoint.Port, Path = endpoint.Path, TakesLoopback = true, Limit = Limit, Handshakes = Tries, Repetitions = Tries };
        // The façade is synchronous, as the engine is; this runs on a thread of its own that may wait (docs/adr/0013).
        var verdict = new EndpointExamination(network).RunAsync(request, cancellation).GetAwaiter().GetResult().Verdict;
        return new AvailabilityStep(Name, verdict.State != VerdictState.Failed, Told(endpoint, verdict), clock.GetElapsedTime(began).TotalMilliseconds);
    }

    private static string Told(EndpointOrder endpoint, Verdict verdict)
    {
        var found = verdict.Findings.Where(static finding => finding.Kind.Severity > Severity.Notice).Take(MaxShown).Select(static finding => $"{finding.Code} {finding.Kind.Title}. {finding.Kind.Fix}").ToList();
        return $"{(found.Count > 0 ? string.Join(" ", found) : verdict.Told)} Next: godwit examine {endpoint.Host}{(endpoint.Port == 443 ? "" : string.Create(CultureInfo.InvariantCulture, $" --port {endpoint.Port}"))}";
    }
}
