namespace Godwit.Cli;

/// <summary>How the move of one mailbox of a list ended.</summary>
/// <param name="Move">Which one.</param>
/// <param name="Result">What was done; the fault that ended it is the last of its faults.</param>
/// <param name="ExitCode">What <c>godwit move</c> of this mailbox alone would have given.</param>
internal sealed record MailboxOutcome(ListedMove Move, MoveResult Result, int ExitCode)
{
    /// <summary>True when it came to its end, whatever it had to leave out.</summary>
    public bool IsDone => ExitCode is ExitCodes.Done or ExitCodes.WithSkips or ExitCodes.WaitsForApproval;
}
