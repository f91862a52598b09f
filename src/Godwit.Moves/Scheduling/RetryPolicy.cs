namespace Godwit.Moves;

/// <summary>How often and when a move is tried again after a passing fault: 60 times, 30 s apart, counted anew after progress. A longer time that the other side names is kept.</summary>
public static class RetryPolicy
{
    /// <summary>So many passing faults one after the other; the next one ends it.</summary>
    public const int MaxRetries = 60;

    /// <summary>The pause between two tries.</summary>
    public static readonly TimeSpan Delay = TimeSpan.FromSeconds(30);

    /// <summary>The longest that another side's wish is kept.</summary>
    public static readonly TimeSpan LongestDelay = TimeSpan.FromMinutes(30);

    /// <summary>The standing after a passing fault: a pause, or the fault that ends it.</summary>
    /// <param name="standing">The standing, given back already.</param>
    /// <param name="fault">The fault.</param>
    /// <param name="progressed">True when something was achieved since the last fault.</param>
    /// <param name="now">The time.</param>
    /// <param name="final">The fault that ends it; null while there are tries left.</param>
    public static MoveStanding After(MoveStanding standing, Fault fault, bool progressed, DateTimeOffset now, out Fault? final)
    {
        ArgumentNullException.ThrowIfNull(standing);
        ArgumentNullException.ThrowIfNull(fault);
        var counts = progressed ? [] : standing.FaultCounts.ToDictionary();
        counts[fault.Code] = counts.GetValueOrDefault(fault.Code) + 1;
        var failures = progressed ? 1 : standing.FailureCount + 1;
        final = failures > MaxRetries ? TooMany(counts, fault, standing.LastSync) : null;
        return standing with { FailureCount = failures, FaultCounts = counts, RetryAt = now + Pause(fault), Fault = Reported(fault, now, failures) };
    }

    /// <summary>A fault as reports tell it.</summary>
    public static ReportedFault Reported(Fault fault, DateTimeOffset now, int count = 1)
    {
        ArgumentNullException.ThrowIfNull(fault);
        return new ReportedFault(fault.Code, fault.Side.ToString().ToLowerInvariant(), fault.Reach.ToString().ToLowerInvariant(), FaultWords.Remedy(fault.Remedy), fault.Told, now, count);
    }

    private static TimeSpan Pause(Fault fault) => fault.RetryAfter is not { } asked || asked < Delay ? Delay : asked > LongestDelay ? LongestDelay : asked;

    private static Fault TooMany(Dictionary<string, int> counts, Fault last, DateTimeOffset? lastGood)
    {
        var causes = string.Join(", ", counts.OrderByDescending(static cause => cause.Value).Select(static cause => string.Create(CultureInfo.InvariantCulture, $"{cause.Key} {cause.Value} times")));
        var good = lastGood is { } at ? string.Create(CultureInfo.InvariantCulture, $"the last good sync was at {at:yyyy-MM-dd HH:mm:ss}Z") : "no sync has succeeded yet";
        return new Fault(MoveFaults.TooManyTransientFailures, last.Side, string.Create(CultureInfo.InvariantCulture,
            $"It failed {MaxRetries} times one after the other without progress ({causes}); {good}. The last fault: {last.Told}"));
    }
}

/// <summary>The words of faults as the API has them.</summary>
public static class FaultWords
{
    /// <summary>A remedy in words: <c>fix configuration</c>.</summary>
    public static string Remedy(Remedy remedy) => remedy switch
    {
        Mail.Remedy.WaitUntil => "wait until",
        Mail.Remedy.FixConfiguration => "fix configuration",
        Mail.Remedy.GiveUp => "give up",
        _ => remedy.ToString().ToLowerInvariant(),
    };
}
