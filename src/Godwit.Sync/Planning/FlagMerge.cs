namespace Godwit.Sync;

/// <summary>Flags to add and to take away on the target.</summary>
/// <param name="Add">To add.</param>
/// <param name="Remove">To take away.</param>
public readonly record struct FlagChange(MessageFlags Add, MessageFlags Remove)
{
    /// <summary>True when there is nothing to do.</summary>
    public bool IsEmpty => Add.IsEmpty && Remove.IsEmpty;
}

/// <summary>
/// The three-way merge: only what the source added or took since the base is done on the target, so that what a user did there stays. A flag has two values, so a change on both sides can
/// only have been the same change.
/// </summary>
public static class FlagMerge
{
    /// <summary>
    /// What to change on the target.
    /// </summary>
    /// <param name="sourceBase">The source's flags when last in step.</param>
    /// <param name="sourceNow">The source's flags now.</param>
    /// <param name="targetNow">The target's flags now, so that nothing is asked for that is so already.</param>
    /// <param name="accepts">What the target's folder keeps; null accepts everything.</param>
    public static FlagChange Merge(MessageFlags sourceBase, MessageFlags sourceNow, MessageFlags targetNow, AcceptedFlags? accepts)
    {
        var added = TargetFlags.Fit(sourceNow.Except(sourceBase), accepts);
        var removed = sourceBase.Except(sourceNow);
        return new FlagChange(added.Except(targetNow), Common(removed, targetNow));
    }

    private static MessageFlags Common(MessageFlags left, MessageFlags right) =>
        new(left.System & right.System, KeywordSet.Of(left.Keywords.Where(right.Keywords.Contains)));
}

/// <summary>Fits flags to what a target's folder keeps and the protocol allows.</summary>
public static class TargetFlags
{
    /// <summary>
    /// The flags that can be stored: no name that begins with a backslash or has a character that an atom may not have (RFC 9051 section 9, <c>flag-keyword</c>), and none that
    /// the folder would not keep.
    /// </summary>
    public static MessageFlags Fit(MessageFlags flags, AcceptedFlags? accepts)
    {
        var system = accepts is null ? flags.System : flags.System & accepts.System;
        if (flags.Keywords.Count == 0) return new MessageFlags(system);
        var kept = flags.Keywords.All(k => Keeps(k, accepts)) ? flags.Keywords : KeywordSet.Of(flags.Keywords.Where(k => Keeps(k, accepts)));
        return new MessageFlags(system, kept);
    }

    private static bool Keeps(string keyword, AcceptedFlags? accepts) =>
        IsAtom(keyword) && (accepts is null || accepts.NewKeywords || accepts.Keywords.Contains(keyword));

    /// <summary>True when the name can be sent as a keyword at all.</summary>
    public static bool IsAtom(string keyword)
    {
        ArgumentNullException.ThrowIfNull(keyword);
        if (keyword.Length is 0 or > 255) return false;
        foreach (var c in keyword) if (c is <= ' ' or >= '\x7f' or '(' or ')' or '{' or '%' or '*' or '"' or '\\' or ']') return false;
        return true;
    }
}
