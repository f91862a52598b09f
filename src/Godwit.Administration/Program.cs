using Godwit.Administration;
using Godwit.Administration.Running;
using Godwit.Terminals;

ProcessCulture.MakeInvariant();

using var stop = new StopSignals();

var proxy = Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? "godwit-proxy.exe" : "godwit-proxy");
return await AdministrationProgram.RunAsync(args, new Surroundings(
    Terminal.OfProcess(), Environment.GetEnvironmentVariable, PasswordPrompt.IfTerminal(), TerminalQuestions.IfTerminal(), proxy, stop.Token));
