using System.Text;

namespace Godwit.Connectors;

/// <summary>
/// Names in composed form (NFC) for comparing: <c>e</c> and a combining acute are <c>é</c>. The base library does not normalise when it runs without culture data, as we do.
/// </summary>
/// <remarks>
/// Pairs are composed from left to right, Hangul by its arithmetic. Marks are not brought into canonical order first; the stores that decompose names (macOS) write them in that order.
/// </remarks>
public static class ComposedForm
{
    private static readonly Lazy<Dictionary<uint, char>> s_pairs = new(Read);

    /// <summary>The name with its pairs composed; the same object when there is nothing to compose.</summary>
    public static string Of(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (Ascii.IsValid(name)) return name;
        var composed = new StringBuilder(name.Length);
        foreach (var c in name)
        {
            if (composed.Length > 0 && TryCompose(composed[^1], c, out var one)) composed[^1] = one;
            else composed.Append(c);
        }
        return composed.Length == name.Length ? name : composed.ToString();
    }

    private static bool TryCompose(char first, char second, out char composed) =>
        TryComposeHangul(first, second, out composed) || second >= '\u0300' && s_pairs.Value.TryGetValue(Key(first, second), out composed);

    // The Unicode Standard, section 3.12: leading consonant and vowel, then the trailing consonant.
    private static bool TryComposeHangul(char first, char second, out char composed)
    {
        composed = default;
        if (first is >= '\u1100' and <= '\u1112' && second is >= '\u1161' and <= '\u1175')
            composed = (char)(0xAC00 + ((first - 0x1100) * 21 + (second - 0x1161)) * 28);
        else if (first is >= '\uAC00' and <= '\uD7A3' && (first - 0xAC00) % 28 == 0 && second is >= '\u11A8' and <= '\u11C2')
            composed = (char)(first + second - 0x11A7);
        return composed != default;
    }

    private static uint Key(char first, char second) => (uint)first << 16 | second;

    private static Dictionary<uint, char> Read()
    {
        const string triples = CompositionTable.Triples;
        var pairs = new Dictionary<uint, char>(triples.Length / 3);
        for (var i = 0; i < triples.Length; i += 3) pairs.Add(Key(triples[i], triples[i + 1]), triples[i + 2]);
        return pairs;
    }
}
