using System.Runtime.InteropServices;
using Godwit.Proxy.Host;

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
var terminal = Terminal.OfProcess();
return await ProxyProgram.RunAsync(args, new ProxySurroundingsOfProcess(terminal, Environment.GetEnvironmentVariable, PasswordPrompt.IfTerminal(), TimeProvider.System, stop.Token));
