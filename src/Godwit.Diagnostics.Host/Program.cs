using Godwit.Diagnostics.Host;

ProcessCulture.MakeInvariant();

using var stop = new StopSignals();
var terminal = Terminal.OfProcess();
return await DiagnosisProgram.RunAsync(args, new DiagnosisSurroundings(terminal.Output, terminal.Error, Console.OpenStandardInput, Environment.GetEnvironmentVariable, TimeProvider.System, stop.Token) { Unprinted = terminal.Finish });
