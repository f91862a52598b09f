using System.Buffers.Binary;
using System.Text;

namespace Godwit.Mail;

/// <summary>
/// Unicode's composed form (NFC, UAX #15) for comparing names: servers and clients write "é" as one character or as two. Our own, because <see cref="string.Normalize()"/> does nothing without the
/// system's Unicode library, and a mail tool must start on a machine that has none. Checked against Python's <c>unicodedata</c>, from which its data comes (<c>tools/unicode</c>).
/// </summary>
public static class ComposedForm
{
    private const int HangulBase = 0xAC00, LeadBase = 0x1100, VowelBase = 0x1161, TailBase = 0x11A7;
    private const int LeadCount = 19, VowelCount = 21, TailCount = 28, SyllableCount = LeadCount * VowelCount * TailCount;

    private const uint PointMask = 0xFFFFFF;
    private const int ClassShift = 24;

    private static readonly Lazy<Data> Unicode = new(Data.Load);

    /// <summary>The composed form. Lone surrogates stay as they are.</summary>
    public static string Of(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        // Below U+0300 nothing combines and nothing is left to compose.
        if (!text.AsSpan().ContainsAnyExceptInRange('\0', '\u02FF')) return text;
        var points = Decompose(text);
        Order(points);
        Compose(points);
        return ToText(points);
    }

    private static List<int> Decompose(string text)
    {
        var points = new List<int>(text.Length + 8);
        for (var i = 0; i < text.Length; i++)
        {
            var isPair = char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]);
            Decompose(isPair ? char.ConvertToUtf32(text[i], text[++i]) : text[i], points);
        }
        return points;
    }

    private static void Decompose(int point, List<int> points)
    {
        var syllable = point - HangulBase;
        if (syllable is >= 0 and < SyllableCount)
        {
            points.Add(LeadBase + syllable / (VowelCount * TailCount));
            points.Add(VowelBase + syllable % (VowelCount * TailCount) / TailCount);
            if (syllable % TailCount > 0) points.Add(TailBase + syllable % TailCount);
        }
        else if (Unicode.Value.PartsOf(point) is var (first, second))
        {
            Decompose(first, points);
            if (second != 0) points.Add(second);
        }
        else points.Add(point);
    }

    /// <summary>Marks on one character, in ascending order of their class; marks of one class keep their order.</summary>
    private static void Order(List<int> points)
    {
        for (var i = 1; i < points.Count; i++)
        {
            var kind = Unicode.Value.ClassOf(points[i]);
            if (kind == 0) continue;
            var k = i;
            for (; k > 0 && Unicode.Value.ClassOf(points[k - 1]) > kind; k--) (points[k], points[k - 1]) = (points[k - 1], points[k]);
        }
    }

    private static void Compose(List<int> points)
    {
        var (starter, previousClass, kept) = (-1, 0, 0);
        for (var i = 0; i < points.Count; i++)
        {
            var point = points[i];
            var kind = Unicode.Value.ClassOf(point);
            var isBlocked = starter >= 0 && starter != kept - 1 && previousClass >= kind;
            if (starter >= 0 && !isBlocked && Composed(points[starter], point) is { } composed)
            {
                points[starter] = composed;
                continue;
            }
            if (kind == 0) starter = kept;
            previousClass = kind;
            points[kept++] = point;
        }
        points.RemoveRange(kept, points.Count - kept);
    }

    private static int? Composed(int first, int second)
    {
        var (lead, vowel) = (first - LeadBase, second - VowelBase);
        if (lead is >= 0 and < LeadCount && vowel is >= 0 and < VowelCount) return HangulBase + (lead * VowelCount + vowel) * TailCount;
        var (syllable, tail) = (first - HangulBase, second - TailBase);
        if (syllable is >= 0 and < SyllableCount && syllable % TailCount == 0 && tail is > 0 and < TailCount) return first + tail;
        return Unicode.Value.Composed(first, second);
    }

    private static string ToText(List<int> points)
    {
        var text = new StringBuilder(points.Count);
        foreach (var point in points)
        {
            if (point < 0x10000) text.Append((char)point);
            else text.Append(char.ConvertFromUtf32(point));
        }
        return text.ToString();
    }

    /// <summary>The tables as they lie in the file, searched where they are: a move of a mailbox asks for a few characters, and filling dictionaries would cost each start more than all its questions.</summary>
    private sealed class Data
    {
        private readonly byte[] _bytes;
        private readonly Table _decompositions, _classes, _compositions;

        private Data(byte[] bytes)
        {
            _bytes = bytes;
            _decompositions = new Table(1, 3, (int)At(0));
            _classes = new Table(_decompositions.End + 1, 1, (int)At(_decompositions.End));
            _compositions = new Table(_classes.End + 1, 3, (int)At(_classes.End));
        }

        public static Data Load()
        {
            using var stream = typeof(ComposedForm).Assembly.GetManifestResourceStream("Godwit.Mail.canonical.bin")!;
            var bytes = new byte[stream.Length];
            stream.ReadExactly(bytes);
            return new Data(bytes);
        }

        public int ClassOf(int point) => point < 0x300 || Find(_classes, point, 0) is not { } row ? 0 : (int)(At(row) >> ClassShift);

        /// <summary>What a character is made of; the second is 0 when that is one other character.</summary>
        public (int First, int Second)? PartsOf(int point) => Find(_decompositions, point, 0) is { } row ? ((int)At(row + 1), (int)At(row + 2)) : null;

        public int? Composed(int first, int second) => Find(_compositions, first, second) is { } row ? (int)At(row + 2) : null;

        private uint At(int word) => BinaryPrimitives.ReadUInt32LittleEndian(_bytes.AsSpan(word * sizeof(uint)));

        // Ascending by the character in the first word, in compositions by the two first words.
        private int? Find(Table table, int first, int second)
        {
            var (low, high) = (0, table.Count - 1);
            while (low <= high)
            {
                var middle = (low + high) / 2;
                var row = table.Start + middle * table.Width;
                var order = ((int)(At(row) & PointMask)).CompareTo(first);
                if (order == 0 && table == _compositions) order = ((int)At(row + 1)).CompareTo(second);
                if (order == 0) return row;
                if (order < 0) low = middle + 1; else high = middle - 1;
            }
            return null;
        }

        private sealed record Table(int Start, int Width, int Count)
        {
            public int End => Start + Width * Count;
        }
    }
}
