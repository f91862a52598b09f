using System.Runtime.InteropServices;
using System.Text;
using Godwit.Server;

CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.InvariantCulture;
CultureInfo.DefaultThreadCurrentCulture = CultureInfo.DefaultThreadCurrentUICulture = CultureInfo.InvariantCulture;

using var stop = new CancellationTokenSource();
void End(PosixSignalContext signal)
{
    signal.Cancel = true;
    stop.Cancel();
}
using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, End);
using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, End);
var utf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
var output = new StreamWriter(Console.OpenStandardOutput(), utf8) { AutoFlush = true };
var error = new StreamWriter(Console.OpenStandardError(), utf8) { AutoFlush = true };
return await ServerProgram.RunAsync(args, new ServerSurroundings(output, TextWriter.Synchronized(error), Environment.GetEnvironmentVariable, TimeProvider.System, stop.Token));
