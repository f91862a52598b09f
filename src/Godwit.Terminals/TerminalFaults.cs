namespace Godwit.Terminals;

/// <summary>What can go wrong between a program and who reads what it prints; each has its page in <c>docs/faults</c>.</summary>
public static class TerminalFaults
{
    /// <summary>The standard output took no more.</summary>
    public static readonly FaultKind NotPrinted = new("GW9010", "Output could not be written", Reach.Service, Remedy.FixConfiguration);
}
