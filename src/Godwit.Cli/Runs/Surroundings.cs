namespace Godwit.Cli;

/// <summary>What a command finds around it; all of it comes from outside, so that tests bring their own.</summary>
/// <param name="Terminal">Where it prints.</param>
/// <param name="Environment">Tells the value of an environment variable, or null.</param>
/// <param name="Ask">Asks a person for a password; null when nobody is there.</param>
/// <param name="Clock">The clock.</param>
/// <param name="Stop">Strikes when the command shall end in good order.</param>
internal sealed record Surroundings(Terminal Terminal, Func<string, string?> Environment, Func<string, string?>? Ask, TimeProvider Clock, CancellationToken Stop);
