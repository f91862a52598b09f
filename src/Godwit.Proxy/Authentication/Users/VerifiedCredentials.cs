using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;

namespace Godwit.Proxy.Authentication.Users;

/// <summary>
/// Passwords that were right a short while ago, so that the slow hash is not paid for each request. What is kept is a keyed hash whose key lives only as long as the process. Bounded; safe for
/// several threads.
/// </summary>
/// <param name="clock">The clock.</param>
internal sealed class VerifiedCredentials(TimeProvider clock)
{
    private const int MaxEntries = 1000;
    private static readonly TimeSpan Lasts = TimeSpan.FromMinutes(5);

    private readonly byte[] _key = RandomNumberGenerator.GetBytes(32);
    private readonly ConcurrentDictionary<string, (object Against, long Until)> _entries = new(StringComparer.Ordinal);

    /// <summary>True when these were right lately, and what they were checked against has not changed since.</summary>
    /// <param name="user">The name.</param>
    /// <param name="password">The password.</param>
    /// <param name="against">What they are checked against: another hash means another password.</param>
    public bool Contains(string user, string password, object against) =>
        _entries.TryGetValue(KeyOf(user, password), out var entry) && entry.Against.Equals(against) && clock.GetTimestamp() < entry.Until;

    /// <summary>These are right.</summary>
    public void Add(string user, string password, object against)
    {
        if (_entries.Count >= MaxEntries) _entries.Clear();
        _entries[KeyOf(user, password)] = (against, clock.GetTimestamp() + (long)(Lasts.TotalSeconds * clock.TimestampFrequency));
    }

    private string KeyOf(string user, string password) => Convert.ToBase64String(HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes($"{user.ToUpperInvariant()}\0{password}")));
}
