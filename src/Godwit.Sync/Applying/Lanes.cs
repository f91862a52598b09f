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
    private Thread? _early;
    private LanePair? _earlyPair;
    private Exception? _earlyFailure;

    /// <summary>Begins to open another pair, which the next <see cref="Open"/> gives: it is open when the first folder has been compared.</summary>
    public void OpenEarly(CancellationToken cancellation)
    {
        if (_early is not null) return;
        _early = new Thread(() =>
        {
            try { _earlyPair = OpenAtOnce(cancellation); }
            catch (Exception e) { _earlyFailure = e; }
        }) { IsBackground = true, Name = "open lanes" };
        _early.Start();
    }

    private LanePair? Early()
    {
        Thread? early;
        lock (_gate) (early, _early) = (_early, null);
        if (early is null) return null;
        early.Join();
        var (pair, failure) = (_earlyPair, _earlyFailure);
        (_earlyPair, _earlyFailure) = (null, null);
        if (pair is not null) return pair;
        throw failure is FaultException fault ? new FaultException(fault.Fault, fault) : failure!;
    }

    /// <summary>Opens a pair, both sides at the same time when <paramref name="atOnce"/>.</summary>
    public LanePair Open(bool atOnce, CancellationToken cancellation)
    {
        var pair = Early() ?? (atOnce ? OpenAtOnce(cancellation) : OpenInTurn(cancellation));
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
        _early?.Join();
        _earlyPair?.Dispose();
        lock (_gate)
        {
            foreach (var pair in _open) pair.Dispose();
            _open.Clear();
        }
    }
}
