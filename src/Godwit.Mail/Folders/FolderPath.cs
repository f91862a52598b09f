using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Godwit.Mail;

/// <summary>
/// Where a folder stands in a mailbox: Unicode segments from the top, whatever separator or encoding a store uses on its wire.
/// INBOX is one folder however a server spells it (RFC 9051 section 5.1), so a first segment that equals it without case becomes <c>INBOX</c>.
/// </summary>
public sealed class FolderPath : IEquatable<FolderPath>, IComparable<FolderPath>
{
    private const string InboxName = "INBOX";
    private readonly string[] _segments;

    private FolderPath(string[] segments) => _segments = segments;

    /// <summary>The folder every mailbox has.</summary>
    public static FolderPath Inbox { get; } = new([InboxName]);

    /// <summary>The path with these segments.</summary>
    /// <exception cref="ArgumentException">There is no segment, or one is empty.</exception>
    public static FolderPath Of(params IReadOnlyList<string> segments)
    {
        ArgumentNullException.ThrowIfNull(segments);
        if (segments.Count == 0 || segments.Any(string.IsNullOrEmpty))
            throw new ArgumentException("A folder path has at least one segment and none is empty.", nameof(segments));
        var copy = segments.ToArray();
        if (copy[0].Equals(InboxName, StringComparison.OrdinalIgnoreCase)) copy[0] = InboxName;
        return new FolderPath(copy);
    }

    /// <summary>Segments from the top; never empty, none of them empty.</summary>
    public IReadOnlyList<string> Segments => _segments;

    /// <summary>The last segment: what a person calls the folder.</summary>
    public string Name => _segments[^1];

    /// <summary>How many segments there are; 1 at the top.</summary>
    public int Depth => _segments.Length;

    /// <summary>True for INBOX itself, not for its children.</summary>
    public bool IsInbox => _segments.Length == 1 && _segments[0] == InboxName;

    /// <summary>The folder above, or null at the top.</summary>
    public FolderPath? Parent => _segments.Length == 1 ? null : new FolderPath(_segments[..^1]);

    /// <summary>The folder of this name below this one.</summary>
    public FolderPath Child(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        return new FolderPath([.. _segments, name]);
    }

    /// <summary>True when this folder lies below <paramref name="ancestor"/>, at any depth; a folder is not below itself.</summary>
    public bool IsBelow(FolderPath ancestor)
    {
        ArgumentNullException.ThrowIfNull(ancestor);
        return Depth > ancestor.Depth && _segments.AsSpan(0, ancestor.Depth).SequenceEqual(ancestor._segments);
    }

    /// <summary>This path with the leading <paramref name="from"/> exchanged for <paramref name="to"/>; itself when it is not at or below it.</summary>
    public FolderPath Rebase(FolderPath from, FolderPath to)
    {
        ArgumentNullException.ThrowIfNull(from);
        ArgumentNullException.ThrowIfNull(to);
        return Equals(from) ? to : IsBelow(from) ? new FolderPath([.. to._segments, .. _segments[from.Depth..]]) : this;
    }

    /// <summary>The segments joined by "/"; a "/" or "\" inside a segment is written with a "\" before it.</summary>
    public override string ToString() =>
        string.Join('/', _segments.Select(s => s.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("/", "\\/", StringComparison.Ordinal)));

    /// <summary>Reads what <see cref="ToString"/> writes.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out FolderPath? path)
    {
        path = null;
        if (string.IsNullOrEmpty(text)) return false;
        var segments = new List<string>();
        var current = new StringBuilder();
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\\' && i + 1 < text.Length) current.Append(text[++i]);
            else if (text[i] != '/') current.Append(text[i]);
            else if (current.Length == 0) return false;
            else { segments.Add(current.ToString()); current.Clear(); }
        }
        if (current.Length == 0) return false;
        segments.Add(current.ToString());
        path = Of(segments);
        return true;
    }

    /// <summary>Reads what <see cref="ToString"/> writes.</summary>
    /// <exception cref="FormatException">The text is empty or has an empty segment.</exception>
    public static FolderPath Parse(string text) =>
        TryParse(text, out var path) ? path : throw new FormatException($"'{text}' is not a folder path: a segment is empty.");

    /// <inheritdoc/>
    public bool Equals(FolderPath? other) => other is not null && _segments.AsSpan().SequenceEqual(other._segments);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as FolderPath);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (var segment in _segments) hash.Add(segment, StringComparer.Ordinal);
        return hash.ToHashCode();
    }

    /// <summary>Ordinal, segment by segment, so that a parent comes before its children.</summary>
    public int CompareTo(FolderPath? other)
    {
        if (other is null) return 1;
        for (var i = 0; i < Math.Min(Depth, other.Depth); i++)
        {
            var order = string.CompareOrdinal(_segments[i], other._segments[i]);
            if (order != 0) return order;
        }
        return Depth.CompareTo(other.Depth);
    }

    /// <summary>Equal segments.</summary>
    public static bool operator ==(FolderPath? left, FolderPath? right) => left is null ? right is null : left.Equals(right);

    /// <summary>Different segments.</summary>
    public static bool operator !=(FolderPath? left, FolderPath? right) => !(left == right);

    /// <summary>See <see cref="CompareTo"/>.</summary>
    public static bool operator <(FolderPath left, FolderPath right) => left is null ? right is not null : left.CompareTo(right) < 0;

    /// <summary>See <see cref="CompareTo"/>.</summary>
    public static bool operator >(FolderPath left, FolderPath right) => left is not null && left.CompareTo(right) > 0;

    /// <summary>See <see cref="CompareTo"/>.</summary>
    public static bool operator <=(FolderPath left, FolderPath right) => !(left > right);

    /// <summary>See <see cref="CompareTo"/>.</summary>
    public static bool operator >=(FolderPath left, FolderPath right) => !(left < right);
}
