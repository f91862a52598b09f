using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;

namespace Godwit.Serving;

/// <summary>
/// Passwords that were right a short while ago, so that the slow hash is not paid for each request. What is kept is a keyed hash whose key lives only as long as the process. Bounded; safe for
/// several threads.
/// </summary>
/// <param name="clock">The clock.</param>
/// <param name="lasts">How long they count.</param>
public sealed class VerifiedCredentials(TimeProvider clock, TimeSpan lasts)
{
    private const int MaxEntries = 1000;

    private readonly byte[] _key = RandomNumberGenerator.GetBytes(32);
    private readonly ConcurrentDictionary<string, (object Noted, long Until)> _entries = new(StringComparer.Ordinal);

    /// <summary>What was noted when these were right lately; null when they were not.</summary>
    public object? Find(string user, string password) => _entries.TryGetValue(KeyOf(user, password), out var entry) && clock.GetTimestamp() < entry.Until ? entry.Noted : null;

    /// <summary>These are right.</summary>
    /// <param name="user">The name.</param>
    /// <param name="password">The password.</param>
    /// <param name="noted">What to note: the hash they were checked against, so that another hash means another password, or who it is.</param>
    public void Add(string user, string password, object noted)
    {
        if (_entries.Count >= MaxEntries) _entries.Clear();
        _entries[KeyOf(user, password)] = (noted, clock.GetTimestamp() + (long)(lasts.TotalSeconds * clock.TimestampFrequency));
    }

    private string KeyOf(string user, string password) => Convert.ToBase64String(HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes($"{user.ToUpperInvariant()}\0{password}")));
}
