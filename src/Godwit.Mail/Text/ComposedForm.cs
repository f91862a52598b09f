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
        else if (Unicode.Value.Decompositions.TryGetValue(point, out var parts))
        {
            Decompose(parts.First, points);
            if (parts.Second != 0) points.Add(parts.Second);
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
        return Unicode.Value.Compositions.TryGetValue((first, second), out var composed) ? composed : null;
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

    private sealed class Data
    {
        private readonly Dictionary<int, byte> _classes = [];

        public Dictionary<int, (int First, int Second)> Decompositions { get; } = [];

        public Dictionary<(int, int), int> Compositions { get; } = [];

        public int ClassOf(int point) => point < 0x300 ? 0 : _classes.GetValueOrDefault(point);

        public static Data Load()
        {
            using var stream = typeof(ComposedForm).Assembly.GetManifestResourceStream("Godwit.Mail.canonical.bin")!;
            var bytes = new byte[stream.Length];
            stream.ReadExactly(bytes);
            var data = new Data();
            var at = 0;
            for (var left = Next(); left > 0; left--) data.Add(Next(), (int)Next(), (int)Next());
            for (var left = Next(); left > 0; left--)
            {
                var packed = Next();
                data._classes[(int)(packed & 0xFFFFFF)] = (byte)(packed >> 24);
            }
            return data;

            uint Next() => BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan((at += 4) - 4));
        }

        private void Add(uint marked, int first, int second)
        {
            var point = (int)(marked & 0x7FFFFFFF);
            Decompositions[point] = (first, second);
            if (marked >> 31 == 0 && second != 0) Compositions[(first, second)] = point;
        }
    }
}
