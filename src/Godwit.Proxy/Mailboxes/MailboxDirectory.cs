using Godwit.Connectors;
using Godwit.Proxy.Protocol;

namespace Godwit.Proxy.Mailboxes;

/// <summary>Keeps a pool of lanes for each mailbox that is being moved, and gives it up when it has not been used for a while.</summary>
public sealed class MailboxDirectory : IMailboxDirectory, IDisposable
{
    private static readonly TimeSpan KeepFor = TimeSpan.FromSeconds(60);
    private const int MaxIdleLanes = 4;

    private readonly Func<string, IMailboxConnector?> _open;
    private readonly TimeProvider _clock;
    private readonly ITimer _trimming;
    private readonly Lock _gate = new();
    private readonly Dictionary<string, LanePool> _pools = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Mailboxes that this function opens by their address; it gives null for one that there is not.</summary>
    public MailboxDirectory(Func<string, IMailboxConnector?> open, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(clock);
        (_open, _clock) = (open, clock);
        _trimming = clock.CreateTimer(static directory => ((MailboxDirectory)directory!).Trim(), this, KeepFor, KeepFor);
    }

    /// <inheritdoc/>
    public IMailboxLanes? Find(string address)
    {
        lock (_gate)
        {
            if (_pools.TryGetValue(address, out var known)) return known;
            if (_open(address) is not { } connector) return null;
            return _pools[address] = new LanePool(connector, _clock, MaxIdleLanes, KeepFor);
        }
    }

    /// <summary>Requests that still run on a pool that is given up bring their lanes back to it, and it closes them.</summary>
    private void Trim()
    {
        lock (_gate)
        {
            foreach (var (address, pool) in _pools.Where(entry => !entry.Value.Trim()).ToList())
            {
                _pools.Remove(address);
                pool.Dispose();
            }
        }
    }

    /// <summary>Closes the lanes that nobody uses; the others are closed when they come back.</summary>
    public void Dispose()
    {
        _trimming.Dispose();
        lock (_gate)
        {
            foreach (var pool in _pools.Values) pool.Dispose();
            _pools.Clear();
        }
    }
}
