namespace Godwit.Sync;

/// <summary>One lane to each side; whole folders are copied through one pair of lanes.</summary>
internal sealed class LanePair(IMailboxSource source, IMailboxTarget target) : IDisposable
{
    public IMailboxSource Source { get; private set; } = source;

    public IMailboxTarget Target { get; private set; } = target;

    /// <summary>Goes on with another pair's lanes, which are this one's from now on.</summary>
    public void Become(LanePair other)
    {
        Dispose();
        (Source, Target) = (other.Source, other.Target);
    }

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
    private readonly Queue<EarlyPair> _early = new();

    /// <summary>Begins to open more pairs, which the next calls of <see cref="Open"/> give: they are open when the first folders have been compared.</summary>
    public void OpenEarly(int pairs, CancellationToken cancellation)
    {
        lock (_gate) while (_early.Count < pairs) _early.Enqueue(new EarlyPair(() => OpenAtOnce(cancellation)));
    }

    private LanePair? Early()
    {
        EarlyPair? early;
        lock (_gate) _early.TryDequeue(out early);
        return early?.Get();
    }

    /// <summary>Opens a pair, both sides at the same time when <paramref name="atOnce"/>.</summary>
    public LanePair Open(bool atOnce, CancellationToken cancellation)
    {
        var pair = Early() ?? (atOnce ? OpenAtOnce(cancellation) : OpenInTurn(cancellation));
        lock (_gate) _open.Add(pair);
        return pair;
    }

    /// <summary>Opens the pair's lanes anew: a copy that was broken off may have closed them, with gigabytes under way that nobody will read.</summary>
    public void Renew(LanePair pair, bool atOnce, CancellationToken cancellation) => pair.Become(atOnce ? OpenAtOnce(cancellation) : OpenInTurn(cancellation));

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
            foreach (var early in _early) early.Dispose();
            _early.Clear();
            foreach (var pair in _open) pair.Dispose();
            _open.Clear();
        }
    }
}

/// <summary>A pair of lanes that is being opened on a thread of its own.</summary>
internal sealed class EarlyPair : IDisposable
{
    private readonly Thread _opener;
    private LanePair? _pair;
    private Exception? _failure;

    public EarlyPair(Func<LanePair> open)
    {
        _opener = new Thread(() =>
        {
            try { _pair = open(); }
            catch (Exception e) { _failure = e; }
        }) { IsBackground = true, Name = "open lanes" };
        _opener.Start();
    }

    /// <summary>Waits for it; it is the caller's from then on.</summary>
    public LanePair Get()
    {
        _opener.Join();
        if (_pair is { } pair)
        {
            _pair = null;
            return pair;
        }
        throw _failure is FaultException fault ? new FaultException(fault.Fault, fault) : _failure!;
    }

    public void Dispose()
    {
        _opener.Join();
        _pair?.Dispose();
    }
}
