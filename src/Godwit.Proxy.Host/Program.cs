using Godwit.Proxy.Host;

ProcessCulture.MakeInvariant();

using var stop = new StopSignals();
var terminal = Terminal.OfProcess();
return await ProxyProgram.RunAsync(args, new ProxySurroundingsOfProcess(terminal, Environment.GetEnvironmentVariable, PasswordPrompt.IfTerminal(), TimeProvider.System, stop.Token));
