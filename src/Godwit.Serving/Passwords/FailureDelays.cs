using System.Collections.Concurrent;

namespace Godwit.Serving;

/// <summary>
/// How long the answer to wrong credentials is held back: longer with each failure of the same user or from the same address, forgotten after a while. Nobody is ever locked out: right
/// credentials wait too, but get in. Bounded; safe for several threads.
/// </summary>
/// <param name="longest">The longest delay; zero: none.</param>
/// <param name="clock">The clock.</param>
public sealed class FailureDelays(TimeSpan longest, TimeProvider clock)
{
    private const int MaxEntries = 10_000;
    private static readonly TimeSpan First = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan Forgotten = TimeSpan.FromMinutes(10);

    private readonly ConcurrentDictionary<string, (int Failures, DateTimeOffset Last)> _entries = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>How long the next attempt of a user (null: not told yet) from an address waits.</summary>
    public TimeSpan DelayOf(string? user, string address) => Longer(user is null ? TimeSpan.Zero : Delay(UserKey(user), free: 0), Delay(AddressKey(address), free: 3));

    /// <summary>Credentials were wrong.</summary>
    public void Failed(string? user, string address)
    {
        if (_entries.Count >= MaxEntries) Forget();
        if (user is not null) Count(UserKey(user));
        Count(AddressKey(address));
    }

    /// <summary>Credentials were right: the user's failures are forgotten, the address's are not, or one good account would cover guesses at others.</summary>
    public void Succeeded(string? user)
    {
        if (user is not null) _entries.TryRemove(UserKey(user), out _);
    }

    private static string UserKey(string user) => "u" + user;

    private static string AddressKey(string address) => "a" + address;

    private static TimeSpan Longer(TimeSpan one, TimeSpan other) => one > other ? one : other;

    // The first failures of an address are free: many users may sit behind it.
    private TimeSpan Delay(string key, int free)
    {
        if (!_entries.TryGetValue(key, out var entry) || clock.GetUtcNow() - entry.Last > Forgotten || entry.Failures <= free) return TimeSpan.Zero;
        var delay = First * Math.Pow(2, Math.Min(entry.Failures - free - 1, 20));
        return delay < longest ? delay : longest;
    }

    private void Count(string key) =>
        _entries.AddOrUpdate(key, _ => (1, clock.GetUtcNow()), (_, entry) => (clock.GetUtcNow() - entry.Last > Forgotten ? 1 : entry.Failures + 1, clock.GetUtcNow()));

    private void Forget()
    {
        foreach (var (key, entry) in _entries)
            if (clock.GetUtcNow() - entry.Last > Forgotten) _entries.TryRemove(key, out _);
        if (_entries.Count >= MaxEntries) _entries.Clear();
    }
}
