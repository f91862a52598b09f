namespace Godwit.Terminals;

/// <summary>What can go wrong between a program and who reads what it prints; each has its page in <c>docs/faults</c>.</summary>
public static class TerminalFaults
{
    /// <summary>The standard output took no more.</summary>
    public static readonly FaultKind NotPrinted = new("GW9010", "Output could not be written", Reach.Service, Remedy.FixConfiguration);
    /// <summary>A word or an option is unknown, missing, or too many.</summary>
    public static readonly FaultKind NotUnderstood = new("GW9011", "Command line of a service or tool not understood", Reach.Service, Remedy.FixConfiguration);
}
