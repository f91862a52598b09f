using System.Runtime.InteropServices;
using System.Text;
using Godwit.Diagnostics.Host;

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
await using var output = new StreamWriter(Console.OpenStandardOutput(), utf8);
await using var error = new StreamWriter(Console.OpenStandardError(), utf8) { AutoFlush = true };
return await DiagnosisProgram.RunAsync(args, new DiagnosisSurroundings(output, error, Console.OpenStandardInput, Environment.GetEnvironmentVariable, TimeProvider.System, stop.Token));
