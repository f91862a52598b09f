using Godwit.Terminals;

namespace Godwit.Administration.Running;

/// <summary>What a command finds around it; all of it comes from outside, so that tests bring their own.</summary>
/// <param name="Terminal">Where it prints.</param>
/// <param name="Environment">Tells the value of an environment variable, or null.</param>
/// <param name="Ask">Asks a person for a password; null when nobody is there.</param>
/// <param name="Confirm">Asks a person for a yes; null when nobody is there.</param>
/// <param name="ProxyProgram">The program that administers the proxy of this machine.</param>
/// <param name="Stop">Strikes when the command shall end.</param>
internal sealed record Surroundings(
    Terminal Terminal, Func<string, string?> Environment, Func<string, string?>? Ask, Func<string, bool>? Confirm, string ProxyProgram, CancellationToken Stop)
{
    /// <summary>Results.</summary>
    public TextWriter Output => Terminal.Output;

    /// <summary>Everything else.</summary>
    public TextWriter Error => Terminal.Error;
}
