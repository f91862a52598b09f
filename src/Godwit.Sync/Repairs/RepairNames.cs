using System.Numerics;

namespace Godwit.Sync;

/// <summary>The words for repairs in reports and ledgers. Names are stable.</summary>
public static class RepairNames
{
    /// <summary>Each of the repairs in this set, in the order of the enumeration.</summary>
    public static IEnumerable<Repair> Each(this Repair repairs)
    {
        for (var rest = (uint)repairs; rest != 0; rest &= rest - 1) yield return (Repair)(1 << BitOperations.TrailingZeroCount(rest));
    }

    /// <summary>The names of the repairs in this set with a comma between: <c>nul-bytes, raw-8bit-headers</c>; empty text for none.</summary>
    public static string Names(this Repair repairs) => string.Join(", ", repairs.Each().Select(NameOf));

    /// <summary>One sentence for an administrator for each repair in this set, with a space between.</summary>
    public static string Told(this Repair repairs) => string.Join(' ', repairs.Each().Select(SentenceOf));

    /// <summary>The repairs of these names, as <see cref="Names"/> writes them; unknown names are passed over.</summary>
    public static Repair Parse(string? names) => (names ?? "").Split(',', StringSplitOptions.TrimEntries)
        .Aggregate(Repair.None, (found, name) => found | Repair.All.Each().FirstOrDefault(r => NameOf(r) == name));

    private static string NameOf(Repair repair) => repair switch
    {
        Repair.BareLineFeeds => "bare-lf",
        Repair.NulBytes => "nul-bytes",
        Repair.EmptyMessage => "empty-message",
        Repair.MissingBlankLine => "missing-blank-line",
        Repair.BrokenHeaderLines => "broken-header-lines",
        Repair.RawHeaders => "raw-8bit-headers",
        Repair.LongHeaderLines => "long-header-lines",
        Repair.BareCarriageReturns => "bare-cr",
        Repair.LongBodyLines => "long-lines",
        _ => "unknown",
    };

    private static string SentenceOf(Repair repair) => repair switch
    {
        Repair.BareLineFeeds => "Bare line feeds were made full line breaks.",
        Repair.NulBytes => "NUL bytes were taken out.",
        Repair.EmptyMessage => "The message was empty and got one field that says so.",
        Repair.MissingBlankLine => "The blank line between header and body was missing and was added.",
        Repair.BrokenHeaderLines => "Damaged header lines were folded properly or kept as X-Godwit-Damaged.",
        Repair.RawHeaders => "8-bit text in the header was written as encoded words.",
        Repair.LongHeaderLines => "Overlong header lines were folded.",
        Repair.BareCarriageReturns => "Stray carriage returns were made line breaks or spaces.",
        Repair.LongBodyLines => "The text had overlong lines and was encoded as quoted-printable; a signature over it (DKIM) no longer verifies.",
        _ => "Unknown repair.",
    };
}
