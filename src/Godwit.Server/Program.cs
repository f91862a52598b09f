using Godwit.Server;
using Godwit.Terminals;

ProcessCulture.MakeInvariant();

using var stop = new StopSignals();
var terminal = Terminal.OfProcess();
var code = await ServerProgram.RunAsync(args, new ServerSurroundings(terminal.Output, TextWriter.Synchronized(terminal.Error), Environment.GetEnvironmentVariable, TimeProvider.System, stop.Token));
if (terminal.Finish() is not { } unprinted) return code;
terminal.Error.WriteLine(unprinted);
return code == 0 ? 1 : code;
