using Godwit.Cli;

ProcessCulture.MakeInvariant();

var terminal = Terminal.OfProcess();
using var interruption = new Interruption(terminal.Error, TimeProvider.System, Environment.Exit).Listen();
return GodwitProgram.Run(args, new Surroundings(terminal, Environment.GetEnvironmentVariable, interruption.EndsAtOnce(PasswordPrompt.IfTerminal()), TimeProvider.System, interruption.Stop));
