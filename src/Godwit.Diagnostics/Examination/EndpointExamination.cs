using Godwit.Diagnostics.Reports;
using Godwit.Network.Connecting;

namespace Godwit.Diagnostics.Examination;

/// <summary>
/// Examines an endpoint: one check a question, in the order in which a request passes the hops. A check that needs what an earlier one did not find is not asked, and says so. Only reads, and sends a
/// credential only over TLS to whom it is meant for.
/// </summary>
/// <param name="network">The ways out.</param>
/// <param name="progress">Told each question before it is asked; null for nobody.</param>
public sealed class EndpointExamination(NetworkAccess network, Action<string>? progress = null)
{
    private static readonly ICheck[] Checks =
        [new DiscoveryCheck(), new NameCheck(), new PortCheck(), new HandshakeCheck(), new AnswerCheck(), new SchemeCheck(), new NodeCheck(), new SignInCheck(), new PermissionCheck(), new SpreadCheck(), new PauseCheck(), new LatencyCheck(), new ThroughputCheck()];

    /// <summary>Examines. What cannot be reached is told in the report; nothing is thrown for it.</summary>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    public async Task<DiagnosisReport> RunAsync(ExaminationRequest request, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(request);
        using var limit = new CancellationTokenSource(request.Limit, network.Clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellation);
        var notes = new ExaminationNotes(request, network);
        var began = network.Clock.GetTimestamp();
        var results = new List<(ICheck Check, CheckResult Result)>();
        foreach (var check in Checks) results.Add((check, await AskAsync(check, notes, either.Token, cancellation).ConfigureAwait(false)));
        return ExaminationReport.Make(notes, [.. results.Select(one => (one.Check.Question, one.Result))], network.Clock.GetElapsedTime(began));
    }

    private async Task<CheckResult> AskAsync(ICheck check, ExaminationNotes notes, CancellationToken limited, CancellationToken cancellation)
    {
        if (check.NotAskedBecause(notes) is { } reason) return CheckResult.CannotTell("not asked: " + reason);
        progress?.Invoke(check.Question);
        try
        {
            var result = await check.AskAsync(notes, limited).ConfigureAwait(false);
            notes.Findings.AddRange(result.Findings);
            return result;
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return CheckResult.CannotTell($"not answered within the limit of {notes.Request.Limit.TotalSeconds:0} s for the whole");
        }
    }
}
