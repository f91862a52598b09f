using System.Runtime.InteropServices;
using Godwit.Administration;
using Godwit.Administration.Running;
using Godwit.Terminals;

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

var proxy = Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? "godwit-proxy.exe" : "godwit-proxy");
return await AdministrationProgram.RunAsync(args, new Surroundings(
    Terminal.OfProcess(), Environment.GetEnvironmentVariable, PasswordPrompt.IfTerminal(), TerminalQuestions.IfTerminal(), proxy, stop.Token));
