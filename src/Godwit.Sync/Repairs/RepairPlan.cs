namespace Godwit.Sync;

/// <summary>
/// Which repairs to try next on a message that the target refused: first what its words point to, then from what nobody notices to what changes most. Only damage that is there
/// is repaired, and nothing is tried twice.
/// </summary>
public static class RepairPlan
{
    /// <summary>The most repaired forms that are tried.</summary>
    public const int MaxAttempts = 3;

    private const Repair Bytes = Repair.BareLineFeeds | Repair.NulBytes | Repair.EmptyMessage;
    private const Repair Header = Repair.MissingBlankLine | Repair.BrokenHeaderLines | Repair.RawHeaders | Repair.LongHeaderLines;

    private static readonly Repair[] Ladder = [Bytes, Bytes | Header, Repair.All];

    /// <summary>What servers say, and what helps. The first words that occur decide.</summary>
    private static readonly (string Words, Repair Repair)[] Hints =
    [
        ("NUL", Repair.NulBytes | Repair.EmptyMessage),
        ("bare newline", Repair.BareLineFeeds | Repair.BareCarriageReturns),
        ("line break", Repair.BareLineFeeds | Repair.BareCarriageReturns),
        ("empty", Repair.EmptyMessage),
        ("separator", Repair.MissingBlankLine),
        ("non-ASCII", Repair.RawHeaders),
        ("8-bit", Repair.RawHeaders),
        ("8bit", Repair.RawHeaders),
        ("header", Header),
        ("too long", Repair.LongHeaderLines | Repair.LongBodyLines),
        ("long line", Repair.LongHeaderLines | Repair.LongBodyLines),
        ("line length", Repair.LongHeaderLines | Repair.LongBodyLines),
    ];

    /// <summary>
    /// The repairs to try next; <see cref="Repair.None"/> when nothing sensible is left.
    /// </summary>
    /// <param name="found">The message's damage (<see cref="MessageDamage.Found"/>).</param>
    /// <param name="previousAttempts">What was tried and refused, in order.</param>
    /// <param name="refusal">What the target said when it refused, if it said something.</param>
    public static Repair For(Repair found, IReadOnlyCollection<Repair> previousAttempts, string? refusal = null)
    {
        ArgumentNullException.ThrowIfNull(previousAttempts);
        if (previousAttempts.Count >= MaxAttempts) return Repair.None;
        // The last attempt is always the whole ladder: a wrong hint must not cost the message.
        var candidates = previousAttempts.Count == MaxAttempts - 1 ? [Repair.All] : Ladder.Prepend(Hint(refusal));
        return candidates.Select(c => c & found).FirstOrDefault(c => c != Repair.None && !previousAttempts.Contains(c));
    }

    private static Repair Hint(string? refusal) => refusal is null
        ? Repair.None
        : Hints.FirstOrDefault(h => refusal.Contains(h.Words, StringComparison.OrdinalIgnoreCase)).Repair;
}
