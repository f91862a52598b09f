using Godwit.Demo;
using Godwit.Terminals;

ProcessCulture.MakeInvariant();

using var stop = new StopSignals();
return await DemoProgram.RunAsync(args, Terminal.OfProcess(), TimeProvider.System, stop.Token);
