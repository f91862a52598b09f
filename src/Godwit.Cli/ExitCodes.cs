namespace Godwit.Cli;

/// <summary>What the process says when it ends; promised in the help of every command.</summary>
public static class ExitCodes
{
    /// <summary>Done, and nothing is left to say.</summary>
    public const int Done = 0;

    /// <summary>The command line, a setting, a password, a right, room or a disk has to be put right first; what a move did before it met that is recorded.</summary>
    public const int Usage = 1;

    /// <summary>Failed for another reason; the same command may well succeed later.</summary>
    public const int Failed = 2;

    /// <summary>Done, but some items were skipped, there are differences, or nothing was there to be done.</summary>
    public const int WithSkips = 3;

    /// <summary>Done but for removals that wait for an approval.</summary>
    public const int WaitsForApproval = 4;

    /// <summary>Ended by SIGINT or SIGTERM; what was done is recorded.</summary>
    public const int Interrupted = 130;

    /// <summary>The same in words, for the help of a command.</summary>
    /// <param name="withSkips">What 3 means there; null when the command never ends so.</param>
    /// <param name="waits">What 4 means there; null when the command never ends so.</param>
    /// <param name="interrupted">What follows an interruption; null when there is nothing to go on with.</param>
    internal static string Help(string? withSkips = null, string? waits = null, string? interrupted = null) => string.Join('\n', (IEnumerable<string>)[
        "Exit codes:",
        "  0    done",
        "  1    usage or configuration: something has to be put right first",
        "  2    failed",
        .. withSkips is null ? Array.Empty<string>() : [$"  3    {withSkips}"],
        .. waits is null ? Array.Empty<string>() : [$"  4    {waits}"],
        interrupted is null ? "  130  interrupted" : $"  130  interrupted; {interrupted}"]);

    /// <summary>What a move of several mailboxes adds to it.</summary>
    internal const string HelpForEach = "\nOf several mailboxes (--each) the worst: 130, then 1, 2, 4, 3, 0.";

    /// <summary>
    /// The code of several moves together, the worst first: interrupted, what has to be put right, failed, waits for approval, with skips, done. What a person has to do comes before what another
    /// try may heal.
    /// </summary>
    public static int Worst(int one, int other) => Array.IndexOf(WorstFirst, one) < Array.IndexOf(WorstFirst, other) ? one : other;

    private static readonly int[] WorstFirst = [Interrupted, Usage, Failed, WaitsForApproval, WithSkips, Done];

    /// <summary>The code of a command that a fault ended.</summary>
    public static int For(Fault fault)
    {
        ArgumentNullException.ThrowIfNull(fault);
        return fault.Remedy == Remedy.FixConfiguration ? Usage : Failed;
    }

    /// <summary>The code of a verification. One that compared nothing has found out nothing: nobody shall take it for agreement.</summary>
    public static int For(VerificationResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        return result.DifferenceCount > 0 || result.Faults.Count > 0 || result.Folders == 0 ? WithSkips : Done;
    }

    /// <summary>The code of a move that came to its end.</summary>
    public static int For(MoveResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        return result.DeletionsWaiting > 0 ? WaitsForApproval : result.Skipped.Count > 0 || result.Faults.Count > 0 ? WithSkips : Done;
    }
}
