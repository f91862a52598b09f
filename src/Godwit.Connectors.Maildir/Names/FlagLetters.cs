using System.Numerics;

namespace Godwit.Connectors.Maildir;

/// <summary>
/// The letters behind <c>:2,</c> of a file name as a set of bits: A to Z are bits 0 to 25, a to z (keywords of Dovecot's <c>dovecot-keywords</c>) bits 26 to 51.
/// </summary>
internal readonly record struct FlagLetters(ulong Bits)
{
    private const ulong Capitals = (1UL << 26) - 1;

    /// <summary>Letters with a meaning of their own: Draft, Flagged, Passed, Replied, Seen, Trashed.</summary>
    public static readonly FlagLetters Draft = Of('D'), Flagged = Of('F'), Passed = Of('P'), Replied = Of('R'), Seen = Of('S'), Trashed = Of('T');

    /// <summary>The name that other stores give to Passed.</summary>
    public const string PassedKeyword = "$Forwarded";

    public static FlagLetters Of(char letter) => new(1UL << (letter is >= 'A' and <= 'Z' ? letter - 'A' : letter - 'a' + 26));

    /// <summary>The letter of the keyword with this index, 0 to 25.</summary>
    public static FlagLetters Keyword(int index) => new(1UL << (26 + index));

    /// <summary>The keyword letters as bits 0 to 25.</summary>
    public uint KeywordBits => (uint)(Bits >> 26);

    public bool HasPassed => (Bits & Passed.Bits) != 0;

    public static FlagLetters operator |(FlagLetters left, FlagLetters right) => new(left.Bits | right.Bits);

    /// <summary>These without the others.</summary>
    public FlagLetters Without(FlagLetters other) => new(Bits & ~other.Bits);

    /// <summary>Capitals without the keyword letters, which mean something only in their folder.</summary>
    public FlagLetters CapitalsOnly => new(Bits & Capitals);

    /// <summary>The system flags among them.</summary>
    public SystemFlags System
    {
        get
        {
            var flags = SystemFlags.None;
            if ((Bits & Seen.Bits) != 0) flags |= SystemFlags.Seen;
            if ((Bits & Replied.Bits) != 0) flags |= SystemFlags.Answered;
            if ((Bits & Flagged.Bits) != 0) flags |= SystemFlags.Flagged;
            if ((Bits & Trashed.Bits) != 0) flags |= SystemFlags.Deleted;
            if ((Bits & Draft.Bits) != 0) flags |= SystemFlags.Draft;
            return flags;
        }
    }

    /// <summary>The letters of these system flags.</summary>
    public static FlagLetters From(SystemFlags flags)
    {
        var letters = default(FlagLetters);
        if ((flags & SystemFlags.Seen) != 0) letters |= Seen;
        if ((flags & SystemFlags.Answered) != 0) letters |= Replied;
        if ((flags & SystemFlags.Flagged) != 0) letters |= Flagged;
        if ((flags & SystemFlags.Deleted) != 0) letters |= Trashed;
        if ((flags & SystemFlags.Draft) != 0) letters |= Draft;
        return letters;
    }

    /// <summary>How many letters there are.</summary>
    public int Count => BitOperations.PopCount(Bits);

    /// <summary>Writes the letters in ASCII order, as the layout asks; answers how many.</summary>
    public int Write(Span<byte> target)
    {
        var count = 0;
        for (var rest = Bits; rest != 0; rest &= rest - 1)
        {
            var bit = BitOperations.TrailingZeroCount(rest);
            target[count++] = (byte)(bit < 26 ? 'A' + bit : 'a' + bit - 26);
        }
        return count;
    }
}
