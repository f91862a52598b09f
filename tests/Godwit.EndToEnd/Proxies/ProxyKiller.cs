using Godwit.EndToEnd.Relays;

namespace Godwit.EndToEnd.Proxies;

/// <summary>
/// Kills proxies (SIGKILL) in the middle of what they do for a move, one after the other, and starts each again: whichever of those left comes first to its moment. The others serve meanwhile.
/// </summary>
internal sealed class ProxyKiller(BalancedMailboxes world, IReadOnlyList<(Moment At, int Count)> moments)
{
    private readonly Lock _gate = new();
    private readonly List<(string Proxy, Moment At)> _killed = [];
    private readonly List<Task> _restarts = [];

    /// <summary>Which proxies were killed so far, and when.</summary>
    public IReadOnlyList<(string Proxy, Moment At)> Killed { get { lock (_gate) return [.. _killed]; } }

    /// <summary>Lies in wait.</summary>
    public void Arm()
    {
        lock (_gate)
        {
            if (_killed.Count == moments.Count) return;
            var (at, count) = moments[_killed.Count];
            for (var i = 0; i < world.Relays.Count; i++)
                if (!_killed.Exists(killed => killed.Proxy == world.Organisation.Proxies[i].Name)) Arm(i, at, count);
        }
    }

    private void Arm(int number, Moment at, int count) => world.Relays[number].Arm(new RelayPlan(at, count, Aftermath.Delivered, () => Strike(number, at)));

    private void Strike(int number, Moment at)
    {
        lock (_gate)
        {
            foreach (var relay in world.Relays) relay.Arm(null);
            var proxy = world.Organisation.Proxies[number];
            if (_killed.Exists(killed => killed.Proxy == proxy.Name)) return;
            proxy.Kill();
            _killed.Add((proxy.Name, at));
            _restarts.Add(RestartAsync(proxy));
        }
    }

    private async Task RestartAsync(RealProxy proxy)
    {
        await Task.Yield();
        await proxy.StartAsync();
        Arm();
    }

    /// <summary>Returns when every proxy serves again.</summary>
    public Task FinishAsync()
    {
        foreach (var relay in world.Relays) relay.Arm(null);
        lock (_gate) return Task.WhenAll(_restarts);
    }
}
