namespace Godwit.Cli;

/// <summary>Results of moves that a fault ended.</summary>
internal static class UnfinishedResults
{
    /// <summary>The result and the fault that ended it, once.</summary>
    public static MoveResult With(this MoveResult soFar, Fault fault) => soFar.Faults.Contains(fault) ? soFar : soFar with { Faults = [.. soFar.Faults, fault] };
}
