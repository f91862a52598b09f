using System.Collections.Concurrent;

namespace Godwit.Moves.Tests.Watching;

/// <summary>Watches that a test opens, breaks and lets tell of changes.</summary>
internal sealed class FakeWatches : IMailboxWatcher, IDisposable
{
    private readonly ConcurrentDictionary<string, FakeWatch> _all = [];

    /// <summary>False: sources do not tell of changes.</summary>
    public bool Tells { get; set; } = true;

    public FakeWatch this[string address] => _all[address];

    public IEnumerable<string> Watched => _all.Where(static one => one.Value.IsOpen).Select(static one => one.Key).Order(StringComparer.Ordinal);

    public IMailboxWatch Of(MoveOrder order, Endpoint endpoint) => _all.GetOrAdd(order.Address, _ => new FakeWatch(this));

    public void Dispose()
    {
        foreach (var watch in _all.Values) watch.Dispose();
    }
}

/// <summary>One of them. What a test does to it has happened when the call returns.</summary>
internal sealed class FakeWatch(FakeWatches all) : IMailboxWatch, IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly BlockingCollection<Action?> _orders = [];
    private readonly SemaphoreSlim _begun = new(0), _done = new(0), _ended = new(0);
    private Action _changed = static () => { };

    public string Looks { get; set; } = "as it was";

    public volatile bool IsOpen;

    public int Renewals { get; private set; }

    public void Run(Action<string> opened, Action changed, CancellationToken cancellation)
    {
        try
        {
            if (!all.Tells) return;
            (_changed, IsOpen) = (changed, true);
            opened(Looks);
            _begun.Release();
            while (_orders.Take(cancellation) is { } order)
            {
                order();
                _done.Release();
            }
            throw new FaultException(new Fault(ConnectorFaults.ConnectionLost, Side.Source, "It broke."));
        }
        finally
        {
            IsOpen = false;
            _ended.Release();
        }
    }

    public void Renew() => Renewals++;

    /// <summary>Returns when it is open.</summary>
    public void AwaitOpening() => Assert.True(_begun.Wait(Patience));

    /// <summary>Returns when it has ended.</summary>
    public void AwaitEnd() => Assert.True(_ended.Wait(Patience));

    public void Change()
    {
        _orders.Add(_changed);
        Assert.True(_done.Wait(Patience));
    }

    public void Break()
    {
        _orders.Add(null);
        AwaitEnd();
    }

    public void Dispose()
    {
        foreach (var one in new IDisposable[] { _orders, _begun, _done, _ended }) one.Dispose();
    }
}
