namespace Godwit.Connectors.Memory;

/// <summary>How a step goes wrong. One that makes no sense at its step lets things take their course.</summary>
public sealed class MemoryTwist
{
    private MemoryTwist(TwistKind kind, Fault? fault = null, int operations = 0) => (Kind, Fault, Operations) = (kind, fault, operations);

    /// <summary>The lane dies here. Of what was under way nobody knows whether it was done; nothing of it is.</summary>
    public static MemoryTwist Drop { get; } = new(TwistKind.Drop);

    /// <summary>A change, or a group about to be committed, is done; then the lane dies before it can say so.</summary>
    public static MemoryTwist LoseAnswer { get; } = new(TwistKind.LoseAnswer);

    /// <summary>A group is stored, the store keeps quiet about its uids.</summary>
    public static MemoryTwist HideUids { get; } = new(TwistKind.HideUids);

    /// <summary>A message is left out of a listing, or of what a reader gives, though it exists.</summary>
    public static MemoryTwist Omit { get; } = new(TwistKind.Omit);

    /// <summary>This fault is thrown. One that reaches further than a folder closes the lane.</summary>
    public static MemoryTwist Fail(Fault fault)
    {
        ArgumentNullException.ThrowIfNull(fault);
        return new(TwistKind.Fail, fault);
    }

    /// <summary>
    /// The lane dies before a group is stored, and the group lands all the same: before the further call of this number on any lane of the mailbox (1 is the very next), or at
    /// <see cref="MemoryMailbox.LandLateGroups"/>.
    /// </summary>
    public static MemoryTwist CommitLate(int operations)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(operations, 1);
        return new(TwistKind.CommitLate, operations: operations);
    }

    internal TwistKind Kind { get; }

    internal Fault? Fault { get; }

    internal int Operations { get; }

    /// <inheritdoc/>
    public override string ToString() => Kind switch
    {
        TwistKind.Fail => $"Fail {Fault!.Code}",
        TwistKind.CommitLate => FormattableString.Invariant($"CommitLate {Operations}"),
        _ => Kind.ToString(),
    };
}

internal enum TwistKind { Drop, LoseAnswer, HideUids, Omit, Fail, CommitLate }
