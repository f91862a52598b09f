namespace Godwit.Administration.Running;

/// <summary>What <c>-Confirm</c> asks before a change.</summary>
internal static class Confirmation
{
    /// <summary>Asks, where it was asked for.</summary>
    /// <exception cref="FaultException">The answer is not yes, or nobody is there to give one.</exception>
    public static void Require(GivenCommand given, Surroundings around)
    {
        if (!given.IsSet("Confirm") || given.IsSet("WhatIf")) return;
        if (around.Confirm is null) throw CommandFaults.Refuse(CommandFaults.NotConfirmed, "-Confirm asks before a change, and there is no terminal to ask at.");
        if (!around.Confirm($"{given.Command.Cmdlet}{Whom(given)}? [y/N] ")) throw CommandFaults.Refuse(CommandFaults.NotConfirmed, "Nothing was changed.");
    }

    /// <summary>To whom or what it is done, for sentences; empty where nobody is named.</summary>
    public static string Whom(GivenCommand given) => (given.Text("Identity") ?? given.Text("Name") ?? given.Text("Server")) is { } name ? $" '{OtherSideText.Show(name)}'" : "";
}
