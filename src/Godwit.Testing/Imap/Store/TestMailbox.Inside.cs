using System.Globalization;

namespace Godwit.Testing.Imap;

/// <summary>What sessions and folders of the server use.</summary>
public sealed partial class TestMailbox
{
    private readonly Dictionary<string, DateTimeOffset> _tokens = new(StringComparer.Ordinal);
    private int _lastEmail;

    /// <summary>Guards folders, messages and subscriptions; pulsed when a selected folder changes.</summary>
    internal object Gate { get; } = new();

    internal Misbehaviour Behaviour { get; }

    internal ReceivedDate Now => ReceivedDate.From(_options.Clock.GetUtcNow());

    internal bool IsSubscribed(string name) => _subscribed.Contains(name);

    internal string NewEmailId() => string.Create(CultureInfo.InvariantCulture, $"E{Interlocked.Increment(ref _lastEmail):x8}");

    internal uint NewGeneration() => ++_lastGeneration;

    internal void Grew(long bytes) => _usedBytes += bytes;

    internal bool HasRoomFor(long bytes) => QuotaBytes is not { } limit || _usedBytes + bytes <= limit;

    /// <summary>Lets this OAuth token sign in until that moment by the server's clock; sessions opened with it end then too.</summary>
    public void AllowToken(string token, DateTimeOffset until)
    {
        lock (Gate) _tokens[token] = until;
    }

    /// <summary>The moment at which the token ends, or null when it is not known.</summary>
    internal DateTimeOffset? TokenEnd(string token)
    {
        lock (Gate) return _tokens.TryGetValue(token, out var until) ? until : null;
    }

    internal static string Normal(string wireName) => wireName.Equals("INBOX", StringComparison.OrdinalIgnoreCase) ? "INBOX" : wireName;
}
