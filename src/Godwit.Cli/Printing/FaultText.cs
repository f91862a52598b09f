namespace Godwit.Cli;

/// <summary>A fault as one sentence with its code, its side and what to do about it.</summary>
internal static class FaultText
{
    /// <summary>The line: <c>GW1020 (source): The server refused ... [fix the configuration; docs/faults/GW1020.md]</c>.</summary>
    public static string Line(Fault fault) => $"{fault} [{WhatToDo(fault)}; docs/faults/{fault.Code}.md]";

    private static string WhatToDo(Fault fault) => fault.Remedy switch
    {
        Remedy.Retry => "try again later",
        Remedy.WaitUntil => fault.RetryAfter is { } wait ? $"try again in {DurationText.Rough(wait)}" : "try again later",
        Remedy.Skip => "left out",
        Remedy.FixConfiguration => "has to be put right first",
        _ => "cannot be helped by trying again",
    };
}
