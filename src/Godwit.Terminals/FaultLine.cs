namespace Godwit.Terminals;

/// <summary>A fault as a program prints it: code, side, sentence, what to do, and where the rest stands.</summary>
public static class FaultLine
{
    /// <summary>The line: <c>GW4031 (service): Another process ... [has to be put right first; docs/faults/GW4031.md]</c>.</summary>
    public static string Of(Fault fault)
    {
        ArgumentNullException.ThrowIfNull(fault);
        return $"{fault} [{WhatToDo(fault.Remedy)}; docs/faults/{fault.Code}.md]";
    }

    private static string WhatToDo(Remedy remedy) => remedy switch
    {
        Remedy.Retry or Remedy.WaitUntil => "try again later",
        Remedy.Skip => "left out",
        Remedy.FixConfiguration => "has to be put right first",
        _ => "cannot be helped by trying again",
    };
}
