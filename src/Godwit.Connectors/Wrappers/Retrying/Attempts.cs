namespace Godwit.Connectors;

/// <summary>The attempts at one call: counts them, keeps to the budget, waits in between.</summary>
internal sealed class Attempts(LaneCall call, RetryPlan plan, TimeProvider time, IPause pause, Func<double> random, Action<RetryNotice>? told)
{
    private readonly long _began = time.GetTimestamp();
    private int _made;
    private TimeSpan _next;

    /// <summary>Counts the failed attempt. True when another one may be made within the plan.</summary>
    /// <param name="fault">How it failed.</param>
    /// <param name="atOnce">True when the first repetition needs no pause.</param>
    public bool MayGoOn(Fault fault, bool atOnce = false)
    {
        _made++;
        if (_made >= plan.MaxAttempts || !RetryRules.MayRepeat(call, fault)) return false;
        _next = atOnce && _made == 1 ? TimeSpan.Zero : plan.PauseAfter(_made, random());
        if (fault.RetryAfter is { } asked && asked > _next) _next = asked;
        return time.GetElapsedTime(_began) + _next <= plan.Budget;
    }

    /// <summary>Tells of the repetition and waits for it.</summary>
    public void Wait(Fault fault, CancellationToken cancellation)
    {
        told?.Invoke(new RetryNotice(call, fault, _made + 1, _next));
        pause.For(_next, cancellation);
    }
}
