namespace Godwit.Connectors;

/// <summary>Counts what goes through a mailbox and how long its store takes; costs two timestamps a call, message and piece.</summary>
/// <param name="inner">The mailbox.</param>
/// <param name="time">The clock that measures.</param>
public sealed class CountingConnector(IMailboxConnector inner, TimeProvider time) : IMailboxConnector
{
    private readonly TrafficCounter _counter = new(time);

    /// <inheritdoc/>
    public string Identity => inner.Identity;

    /// <inheritdoc/>
    public string? RealPath => inner.RealPath;

    /// <summary>What went through so far.</summary>
    public MailboxTraffic Snapshot() => _counter.Snapshot();

    /// <summary>Another number whenever something has come to an end: a call, a message, a piece. Cheaper than <see cref="Snapshot"/>.</summary>
    public long Activity => _counter.Activity;

    /// <summary>A call that a lane waits in now for the store; null when none does.</summary>
    public LaneCall? WaitsIn => _counter.WaitsIn;

    /// <inheritdoc/>
    public IMailboxSource OpenSource(CancellationToken cancellation) => new DelegatingSource(new CountingPolicy(Timed(inner.OpenSource, cancellation), _counter));

    /// <inheritdoc/>
    public IMailboxTarget OpenTarget(CancellationToken cancellation) => new DelegatingTarget(new CountingPolicy(Timed(inner.OpenTarget, cancellation), _counter));

    private IMailboxSource Timed(Func<CancellationToken, IMailboxSource> open, CancellationToken cancellation)
    {
        var began = _counter.Now;
        _counter.Enter(LaneCall.Open);
        try
        {
            return open(cancellation);
        }
        finally
        {
            _counter.Leave(LaneCall.Open);
            var took = _counter.Since(began);
            _counter.Record(LaneCall.Open, took, took);
        }
    }
}
