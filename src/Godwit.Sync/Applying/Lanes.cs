namespace Godwit.Sync;

/// <summary>One lane to each side; whole folders are copied through one pair of lanes.</summary>
internal sealed record LanePair(IMailboxSource Source, IMailboxTarget Target) : IDisposable
{
    public void Dispose()
    {
        Source.Dispose();
        Target.Dispose();
    }
}

/// <summary>Opens lanes for one pass and closes them all.</summary>
internal sealed class Lanes(IMailboxConnector source, IMailboxConnector target) : IDisposable
{
    private readonly Lock _gate = new();
    private readonly List<LanePair> _open = [];

    /// <summary>Opens a pair, both sides at the same time when <paramref name="atOnce"/>.</summary>
    public LanePair Open(bool atOnce, CancellationToken cancellation)
    {
        var pair = atOnce ? OpenAtOnce(cancellation) : OpenInTurn(cancellation);
        lock (_gate) _open.Add(pair);
        return pair;
    }

    private LanePair OpenInTurn(CancellationToken cancellation)
    {
        var from = source.OpenSource(cancellation);
        try { return new LanePair(from, target.OpenTarget(cancellation)); }
        catch { from.Dispose(); throw; }
    }

    private LanePair OpenAtOnce(CancellationToken cancellation)
    {
        IMailboxSource? from = null;
        Exception? failure = null;
        var opener = new Thread(() =>
        {
            try { from = source.OpenSource(cancellation); }
            catch (Exception e) { failure = e; }
        }) { IsBackground = true, Name = "open source lane" };
        opener.Start();
        IMailboxTarget? to = null;
        try { to = target.OpenTarget(cancellation); }
        finally
        {
            opener.Join();
            if (to is null) from?.Dispose();
        }
        if (failure is null) return new LanePair(from!, to);
        to.Dispose();
        throw failure is FaultException fault ? new FaultException(fault.Fault, fault) : failure;
    }

    public void Dispose()
    {
        lock (_gate)
        {
            foreach (var pair in _open) pair.Dispose();
            _open.Clear();
        }
    }
}
