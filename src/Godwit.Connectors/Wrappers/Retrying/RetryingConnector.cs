namespace Godwit.Connectors;

/// <summary>
/// Repeats what may be repeated: opening a lane, listing folders, reading states, beginning a listing or a reading, and changes that were certainly not done. A
/// lane that broke is opened again underneath, so what is closed to a caller by the contract is here open again at the next call. What broke off in the middle of a listing, a message or an
/// append is left to the caller, and so is every outcome that is not known.
/// </summary>
/// <param name="inner">The mailbox.</param>
/// <param name="plan">How long and how often.</param>
/// <param name="time">The clock for the budget.</param>
/// <param name="pause">What waits.</param>
/// <param name="random">Gives numbers from 0 to 1 for the jitter; may be called by many lanes at once.</param>
/// <param name="told">Told of each repetition before it; may be called by many lanes at once.</param>
public sealed class RetryingConnector(
    IMailboxConnector inner, RetryPlan plan, TimeProvider time, IPause pause, Func<double> random, Action<RetryNotice>? told = null) : IMailboxConnector
{
    /// <inheritdoc/>
    public string Identity => inner.Identity;

    /// <inheritdoc/>
    public string? RealPath => inner.RealPath;

    /// <inheritdoc/>
    public IMailboxSource OpenSource(CancellationToken cancellation) => new DelegatingSource(Open(inner.OpenSource, cancellation));

    /// <inheritdoc/>
    public IMailboxTarget OpenTarget(CancellationToken cancellation) => new DelegatingTarget(Open(inner.OpenTarget, cancellation));

    private RetryingPolicy Open(Func<CancellationToken, IMailboxSource> open, CancellationToken cancellation)
    {
        var attempts = new Attempts(LaneCall.Open, plan, time, pause, random, told);
        while (true)
        {
            try
            {
                return new RetryingPolicy(open(cancellation), open, call => new Attempts(call, plan, time, pause, random, told));
            }
            catch (FaultException fault) when (attempts.MayGoOn(fault.Fault))
            {
                attempts.Wait(fault.Fault, cancellation);
            }
        }
    }
}
