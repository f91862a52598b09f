namespace Godwit.Connectors;

/// <summary>Counts what goes through a mailbox and how long its store takes; costs two timestamps a call, message and piece.</summary>
/// <param name="inner">The mailbox.</param>
/// <param name="time">The clock that measures.</param>
public sealed class CountingConnector(IMailboxConnector inner, TimeProvider time) : IMailboxConnector
{
    private readonly TrafficCounter _counter = new(time);

    /// <inheritdoc/>
    public string Identity => inner.Identity;

    /// <summary>What went through so far.</summary>
    public MailboxTraffic Snapshot() => _counter.Snapshot();

    /// <inheritdoc/>
    public IMailboxSource OpenSource(CancellationToken cancellation) => new DelegatingSource(new CountingPolicy(Timed(inner.OpenSource, cancellation), _counter));

    /// <inheritdoc/>
    public IMailboxTarget OpenTarget(CancellationToken cancellation) => new DelegatingTarget(new CountingPolicy(Timed(inner.OpenTarget, cancellation), _counter));

    private IMailboxSource Timed(Func<CancellationToken, IMailboxSource> open, CancellationToken cancellation)
    {
        var began = _counter.Now;
        try
        {
            return open(cancellation);
        }
        finally
        {
            var took = _counter.Since(began);
            _counter.Record(LaneCall.Open, took, took);
        }
    }
}
