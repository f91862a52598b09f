namespace Godwit.Moves;

/// <summary>Tests endpoints that exist, and keeps how it went and what is not as it was.</summary>
/// <param name="database">The records.</param>
/// <param name="probe">Tests.</param>
/// <param name="secrets">Decrypts.</param>
public sealed class EndpointTests(MoveDatabase database, IEndpointProbe probe, ISecretProtector secrets)
{
    /// <summary>So often endpoints are tested by themselves.</summary>
    public static readonly TimeSpan Every = TimeSpan.FromHours(1);

    /// <summary>Tests one and keeps how it went.</summary>
    /// <exception cref="OperationCanceledException">Cancelled: a test that was cut short says nothing, and nothing is kept.</exception>
    public ServerAvailability Test(Endpoint endpoint, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        var began = System.Diagnostics.Stopwatch.GetTimestamp();
        var outcome = Outcome(endpoint.Order, cancellation);
        cancellation.ThrowIfCancellationRequested();
        database.Change(session => { Keep(session, endpoint.Id, outcome); return true; });
        return Answer(endpoint.Order, outcome, System.Diagnostics.Stopwatch.GetElapsedTime(began));
    }

    /// <summary>Tests all whose last test is older than <see cref="Every"/>.</summary>
    public void TestDue(CancellationToken cancellation)
    {
        var due = database.Read(session => session.Records.Endpoints.All().Where(endpoint => !(session.Records.Endpoints.Tests(endpoint.Id, 1) is [var last, ..] && last.At > session.Now - Every)).ToList());
        foreach (var endpoint in due.TakeWhile(_ => !cancellation.IsCancellationRequested)) Test(endpoint, cancellation);
    }

    private ProbeOutcome Outcome(EndpointOrder order, CancellationToken cancellation)
    {
        try
        {
            return probe.Test(order, order.ProtectedPassword is { } kept ? secrets.Unprotect(kept) : null, cancellation);
        }
        catch (FaultException refusal)
        {
            return new ProbeOutcome([new AvailabilityStep("SignIn", false, refusal.Fault.Told, 0)], refusal.Fault, [], null, null);
        }
    }

    private static void Keep(MoveSession session, Guid id, ProbeOutcome outcome)
    {
        if (session.Records.Endpoints.Find(id) is not { } endpoint) return;
        session.Records.Endpoints.Add(id, HealthOf(outcome, LastGood(session, id), session.Now));
        DateTimeOffset? failing = outcome.Failure is null ? null : endpoint.FailingSince ?? session.Now;
        if (failing == endpoint.FailingSince) return;
        session.Records.Endpoints.Save(endpoint with { FailingSince = failing });
        session.Tell(new ServiceEvent(0, session.Now, "endpoint", endpoint.Order.Name, id, null, failing is null ? "Success" : "Failed", null, null, null));
    }

    /// <summary>The last good test; null when there was none.</summary>
    internal static EndpointHealth? LastGood(MoveSession session, Guid id) => session.Records.Endpoints.Tests(id, 200).FirstOrDefault(static test => test.Result == TestResult.Success);

    /// <summary>A test as it is kept.</summary>
    internal static EndpointHealth HealthOf(ProbeOutcome outcome, EndpointHealth? lastGood, DateTimeOffset now) => new(
        now, outcome.Failure is null ? TestResult.Success : TestResult.Failed, Told(outcome), outcome.Failure?.Code, outcome.Addresses, outcome.CertificateThumbprint, outcome.CertificateNotAfter,
        lastGood is null ? [] : Changes(outcome, lastGood));

    /// <summary>A test as it is answered.</summary>
    internal static ServerAvailability Answer(EndpointOrder order, ProbeOutcome outcome, TimeSpan took) => new()
    {
        Result = outcome.Failure is null ? TestResult.Success : TestResult.Failed,
        Message = Told(outcome),
        ErrorDetail = outcome.Failure is null ? null : Problems.Of(outcome.Failure),
        TestedEndpoint = new TestedEndpoint(order.Type, order.Host, order.Port, order.UserName),
        Steps = outcome.Steps,
        DurationMilliseconds = took.TotalMilliseconds,
    };

    private static string Told(ProbeOutcome outcome) => outcome.Failure?.Told ?? (outcome.Untried is { } untried ? $"All that was looked at works. {untried}" : "All that was looked at works.");

    private static List<string> Changes(ProbeOutcome now, EndpointHealth then)
    {
        var changes = new List<string>();
        if (now.Addresses.Count > 0 && !now.Addresses.Order(StringComparer.Ordinal).SequenceEqual(then.Addresses.Order(StringComparer.Ordinal)))
            changes.Add($"The name's addresses were {string.Join(", ", then.Addresses)} and are {string.Join(", ", now.Addresses)}.");
        if (now.CertificateThumbprint is { } thumbprint && then.CertificateThumbprint is { } before && thumbprint != before)
            changes.Add($"The certificate is another one than at the last good test; it ends {now.CertificateNotAfter?.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}.");
        return changes;
    }
}
