namespace Godwit.Mail;

/// <summary>
/// A message's flags and keywords. A name that starts with a backslash but is no system flag (<c>\Indexed</c>, <c>\X-Foo</c>) is kept among
/// the keywords, so that nothing is forgotten before somebody decides about it.
/// </summary>
public readonly struct MessageFlags : IEquatable<MessageFlags>
{
    private readonly KeywordSet? _keywords;

    /// <summary>These system flags and keywords.</summary>
    public MessageFlags(SystemFlags system, KeywordSet? keywords = null)
    {
        System = system;
        _keywords = keywords is { Count: > 0 } ? keywords : null;
    }

    /// <summary>No flag and no keyword.</summary>
    public static MessageFlags None => default;

    /// <summary>The system flags.</summary>
    public SystemFlags System { get; }

    /// <summary>The keywords; empty, never null.</summary>
    public KeywordSet Keywords => _keywords ?? KeywordSet.Empty;

    /// <summary>True when there is neither flag nor keyword.</summary>
    public bool IsEmpty => System == SystemFlags.None && _keywords is null;

    /// <summary>All that are in either.</summary>
    public MessageFlags Union(MessageFlags other) => new(System | other.System, Keywords.Union(other.Keywords));

    /// <summary>All of these that are not in the other.</summary>
    public MessageFlags Except(MessageFlags other) => new(System & ~other.System, Keywords.Except(other.Keywords));

    /// <inheritdoc/>
    public bool Equals(MessageFlags other) => System == other.System && Keywords.Equals(other.Keywords);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is MessageFlags other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => _keywords is null ? (int)System : HashCode.Combine(System, _keywords);

    /// <summary>Same flags and keywords.</summary>
    public static bool operator ==(MessageFlags left, MessageFlags right) => left.Equals(right);

    /// <summary>A flag or keyword differs.</summary>
    public static bool operator !=(MessageFlags left, MessageFlags right) => !left.Equals(right);

    /// <summary>As a person would list them: <c>Seen Flagged $Forwarded</c>.</summary>
    public override string ToString()
    {
        var system = System == SystemFlags.None ? "" : System.ToString().Replace(",", "", StringComparison.Ordinal);
        return _keywords is null ? system : system.Length == 0 ? _keywords.ToString() : $"{system} {_keywords}";
    }
}
