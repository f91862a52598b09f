using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace Godwit.Mail;

/// <summary>
/// A set of uids as ascending ranges: what RFC 9051 calls a <c>uid-set</c>, without <c>*</c>. Immutable. A folder of a million messages without gaps
/// is one range, so a set may be kept where a list may not. Uids are 1 to 4,294,967,295.
/// </summary>
public sealed class UidSet : IEquatable<UidSet>
{
    private readonly uint[] _first;
    private readonly uint[] _last;

    private UidSet(uint[] first, uint[] last)
    {
        _first = first;
        _last = last;
        long count = 0;
        for (var i = 0; i < first.Length; i++) count += (long)last[i] - first[i] + 1;
        Count = count;
    }

    /// <summary>No uid.</summary>
    public static UidSet Empty { get; } = new([], []);

    /// <summary>Every possible uid.</summary>
    public static UidSet All { get; } = Range(1, uint.MaxValue);

    /// <summary>From <paramref name="first"/> to <paramref name="last"/>, both included; zero is no uid and is left out; empty when last is before first.</summary>
    public static UidSet Range(uint first, uint last) => last < first || last == 0 ? Empty : new([Math.Max(first, 1)], [last]);

    /// <summary>These uids, in any order.</summary>
    public static UidSet Of(params IEnumerable<uint> uids)
    {
        var builder = new Builder();
        foreach (var uid in uids) builder.Add(uid);
        return builder.Build();
    }

    /// <summary>How many uids there are.</summary>
    public long Count { get; }

    /// <summary>True when there is none.</summary>
    public bool IsEmpty => _first.Length == 0;

    /// <summary>How many ranges hold them.</summary>
    public int RangeCount => _first.Length;

    /// <summary>The lowest uid.</summary>
    /// <exception cref="InvalidOperationException">The set is empty.</exception>
    public uint Min => IsEmpty ? throw new InvalidOperationException("An empty set has no lowest uid.") : _first[0];

    /// <summary>The highest uid.</summary>
    /// <exception cref="InvalidOperationException">The set is empty.</exception>
    public uint Max => IsEmpty ? throw new InvalidOperationException("An empty set has no highest uid.") : _last[^1];

    /// <summary>The range at this index, both ends included; ranges ascend and never touch.</summary>
    public (uint First, uint Last) RangeAt(int index) => (_first[index], _last[index]);

    /// <summary>True when the uid is in the set.</summary>
    public bool Contains(uint uid)
    {
        var index = Array.BinarySearch(_first, uid);
        if (index >= 0) return true;
        index = ~index - 1;
        return index >= 0 && uid <= _last[index];
    }

    /// <summary>Every uid, ascending.</summary>
    public IEnumerable<uint> Enumerate()
    {
        for (var i = 0; i < _first.Length; i++)
        {
            for (ulong uid = _first[i]; uid <= _last[i]; uid++) yield return (uint)uid;
        }
    }

    /// <summary>All that are in either.</summary>
    public UidSet Union(UidSet other)
    {
        if (other.IsEmpty) return this;
        if (IsEmpty) return other;
        var builder = new Builder();
        for (var i = 0; i < _first.Length; i++) builder.AddRange(_first[i], _last[i]);
        for (var i = 0; i < other._first.Length; i++) builder.AddRange(other._first[i], other._last[i]);
        return builder.Build();
    }

    /// <summary>All that are in both.</summary>
    public UidSet Intersect(UidSet other)
    {
        var builder = new Builder();
        int i = 0, k = 0;
        while (i < _first.Length && k < other._first.Length)
        {
            var first = Math.Max(_first[i], other._first[k]);
            var last = Math.Min(_last[i], other._last[k]);
            if (first <= last) builder.AddRange(first, last);
            if (_last[i] < other._last[k]) i++; else k++;
        }
        return builder.Build();
    }

    /// <summary>All of these that are not in the other.</summary>
    public UidSet Except(UidSet other)
    {
        if (IsEmpty || other.IsEmpty) return this;
        var builder = new Builder();
        var k = 0;
        for (var i = 0; i < _first.Length; i++)
        {
            ulong from = _first[i];
            var last = _last[i];
            while (k < other._first.Length && other._last[k] < from) k++;
            for (var m = k; m < other._first.Length && other._first[m] <= last && from <= last; m++)
            {
                if (other._first[m] > from) builder.AddRange((uint)from, other._first[m] - 1);
                from = Math.Max(from, (ulong)other._last[m] + 1);
            }
            if (from <= last) builder.AddRange((uint)from, last);
        }
        return builder.Build();
    }

    /// <summary>
    /// The same uids in pieces of at most <paramref name="maxCount"/> uids whose written form is at most <paramref name="maxCharacters"/> long:
    /// servers refuse command lines over some 8 kB.
    /// </summary>
    public IEnumerable<UidSet> Chunk(long maxCount, int maxCharacters = 7_000)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxCount, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(maxCharacters, 24);
        return IsEmpty ? [] : ChunkRanges(maxCount, maxCharacters);
    }

    private IEnumerable<UidSet> ChunkRanges(long maxCount, int maxCharacters)
    {
        var builder = new Builder();
        var count = 0L;
        var characters = 0;
        for (var i = 0; i < _first.Length; i++)
        {
            ulong from = _first[i];
            while (from <= _last[i])
            {
                if (count == maxCount || characters + 22 > maxCharacters)
                {
                    yield return builder.Build();
                    (builder, count, characters) = (new Builder(), 0, 0);
                }
                var to = Math.Min(_last[i], from + (ulong)(maxCount - count) - 1);
                builder.AddRange((uint)from, (uint)to);
                count += (long)(to - from + 1);
                characters += Digits(from) + (to == from ? 1 : Digits(to) + 2);
                from = to + 1;
            }
        }
        yield return builder.Build();
    }

    private static int Digits(ulong number)
    {
        var digits = 1;
        while (number >= 10) { number /= 10; digits++; }
        return digits;
    }

    /// <summary>As written on the wire: <c>1:3,5,7:9</c>; empty text for the empty set.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        for (var i = 0; i < _first.Length; i++)
        {
            if (i > 0) text.Append(',');
            text.Append(CultureInfo.InvariantCulture, $"{_first[i]}");
            if (_last[i] != _first[i]) text.Append(CultureInfo.InvariantCulture, $":{_last[i]}");
        }
        return text.ToString();
    }

    /// <summary>Reads a uid-set without <c>*</c>; ranges may be in any order and back to front, as RFC 9051 allows.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, [NotNullWhen(true)] out UidSet? set)
    {
        set = null;
        var builder = new Builder();
        foreach (var part in text.Split(','))
        {
            var range = text[part];
            var colon = range.IndexOf(':');
            var left = colon < 0 ? range : range[..colon];
            var right = colon < 0 ? range : range[(colon + 1)..];
            if (!TryNumber(left, out var a) || !TryNumber(right, out var b)) return false;
            builder.AddRange(Math.Min(a, b), Math.Max(a, b));
        }
        set = builder.Build();
        return true;
    }

    private static bool TryNumber(ReadOnlySpan<char> text, out uint number) =>
        uint.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number > 0;

    /// <inheritdoc/>
    public bool Equals(UidSet? other) => other is not null && _first.AsSpan().SequenceEqual(other._first) && _last.AsSpan().SequenceEqual(other._last);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as UidSet);

    /// <inheritdoc/>
    public override int GetHashCode() => IsEmpty ? 0 : HashCode.Combine(Count, _first[0], _last[^1]);

    /// <summary>Gathers uids in any order; ascending order costs nothing extra.</summary>
    public sealed class Builder
    {
        private readonly List<ulong> _ranges = [];   // first in the high half, last in the low half
        private bool _sorted = true;

        /// <summary>Adds one uid. Zero is not a uid and is left out.</summary>
        public void Add(uint uid) => AddRange(uid, uid);

        /// <summary>Adds a range, both ends included.</summary>
        public void AddRange(uint first, uint last)
        {
            if (first == 0) first = 1;
            if (last < first) return;
            if (_ranges.Count > 0 && _sorted)
            {
                var previous = _ranges[^1];
                uint previousFirst = (uint)(previous >> 32), previousLast = (uint)previous;
                if (first >= previousFirst && (ulong)first <= (ulong)previousLast + 1)
                {
                    _ranges[^1] = Pack(previousFirst, Math.Max(previousLast, last));
                    return;
                }
                if (first < previousFirst) _sorted = false;
            }
            _ranges.Add(Pack(first, last));
        }

        /// <summary>The set of all that was added. The builder may go on.</summary>
        public UidSet Build()
        {
            if (_ranges.Count == 0) return Empty;
            if (!_sorted) Normalise();
            var first = new uint[_ranges.Count];
            var last = new uint[_ranges.Count];
            for (var i = 0; i < _ranges.Count; i++) (first[i], last[i]) = ((uint)(_ranges[i] >> 32), (uint)_ranges[i]);
            return new UidSet(first, last);
        }

        private void Normalise()
        {
            var ranges = _ranges.ToArray();
            Array.Sort(ranges);
            _ranges.Clear();
            _sorted = true;
            foreach (var range in ranges) AddRange((uint)(range >> 32), (uint)range);
        }

        private static ulong Pack(uint first, uint last) => (ulong)first << 32 | last;
    }
}
