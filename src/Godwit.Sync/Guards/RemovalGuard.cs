using System.Globalization;

namespace Godwit.Sync;

/// <summary>
/// A side that is suddenly empty stops removals, not copies: more than 5 % and more than 20 items of a mailbox wait until somebody approves their number.
/// </summary>
public static class RemovalGuard
{
    /// <summary>So many items may always go.</summary>
    public const int FreeItems = 20;

    /// <summary>And so much of the mailbox.</summary>
    public const double FreeShare = 0.05;

    /// <summary>
    /// The fault that says how many removals wait, or null when they may be done.
    /// </summary>
    /// <param name="removals">How many messages would be removed, moves and renames taken out.</param>
    /// <param name="pairs">How many live pairs the mailbox has.</param>
    /// <param name="approved">How many removals somebody approved; 0 for none.</param>
    public static Fault? Check(long removals, long pairs, long approved)
    {
        if (removals <= FreeItems || removals <= pairs * FreeShare || removals <= approved) return null;
        return new Fault(SyncFaults.DeletionsWait, Side.Source, string.Create(CultureInfo.InvariantCulture,
            $"{removals} of {pairs} copied messages are gone from the source; so many are removed from the target only with --approve-deletions {removals}. Everything else was done."));
    }
}
