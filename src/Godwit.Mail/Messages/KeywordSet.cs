using System.Collections;

namespace Godwit.Mail;

/// <summary>
/// Keywords of a message: user labels such as <c>$Forwarded</c> or <c>Work</c>. Servers compare them without case, so two spellings are one keyword
/// and the spelling first seen is kept. Immutable; equal sets are equal values.
/// </summary>
public sealed class KeywordSet : IReadOnlyList<string>, IEquatable<KeywordSet>
{
    private readonly string[] _names;

    private KeywordSet(string[] sorted) => _names = sorted;

    /// <summary>No keywords.</summary>
    public static KeywordSet Empty { get; } = new([]);

    /// <summary>These keywords, sorted without case and each once.</summary>
    public static KeywordSet Of(params IEnumerable<string> names)
    {
        var sorted = names.Distinct(StringComparer.OrdinalIgnoreCase).Order(StringComparer.OrdinalIgnoreCase).ToArray();
        return sorted.Length == 0 ? Empty : new KeywordSet(sorted);
    }

    /// <inheritdoc/>
    public int Count => _names.Length;

    /// <inheritdoc/>
    public string this[int index] => _names[index];

    /// <summary>True when the keyword is here, in any spelling.</summary>
    public bool Contains(string name) => Array.BinarySearch(_names, name, StringComparer.OrdinalIgnoreCase) >= 0;

    /// <summary>All that are in either.</summary>
    public KeywordSet Union(KeywordSet other) => other.Count == 0 ? this : Count == 0 ? other : Of(_names.Concat(other._names));

    /// <summary>All of these that are not in the other.</summary>
    public KeywordSet Except(KeywordSet other) => Count == 0 || other.Count == 0 ? this : Of(_names.Where(n => !other.Contains(n)));

    /// <inheritdoc/>
    public bool Equals(KeywordSet? other) =>
        other is not null && (ReferenceEquals(this, other) || _names.AsSpan().SequenceEqual(other._names, StringComparer.OrdinalIgnoreCase));

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as KeywordSet);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (var name in _names) hash.Add(name, StringComparer.OrdinalIgnoreCase);
        return hash.ToHashCode();
    }

    /// <inheritdoc/>
    public IEnumerator<string> GetEnumerator() => ((IEnumerable<string>)_names).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>The keywords with a space between.</summary>
    public override string ToString() => string.Join(' ', _names);
}
