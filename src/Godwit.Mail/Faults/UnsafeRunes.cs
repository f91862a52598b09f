using System.Text;

namespace Godwit.Mail;

/// <summary>Characters that must not reach a terminal, a log or a page as they are: they start lines, drive the terminal, or make text read other than it is.</summary>
internal static class UnsafeRunes
{
    internal static bool Contains(Rune rune) =>
        Rune.IsControl(rune) || rune == Rune.ReplacementChar || rune.Value is 0x2028 or 0x2029 || TurnsTextAround(rune.Value);

    // The bidirectional controls of Unicode's annex 9: marks, embeddings and overrides, isolates.
    private static bool TurnsTextAround(int value) => value is 0x061C or 0x200E or 0x200F or (>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069);
}
