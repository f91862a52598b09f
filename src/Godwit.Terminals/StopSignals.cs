using System.Runtime.InteropServices;

namespace Godwit.Terminals;

/// <summary>Asks a program to stop when its process is interrupted (SIGINT) or ended (SIGTERM), instead of ending it on the spot.</summary>
public sealed class StopSignals : IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly PosixSignalRegistration _interrupt, _terminate;

    /// <summary>Listens from now on.</summary>
    public StopSignals() => (_interrupt, _terminate) = (PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop), PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop));

    /// <summary>Strikes with the first signal.</summary>
    public CancellationToken Token => _stop.Token;

    private void Stop(PosixSignalContext signal)
    {
        signal.Cancel = true;
        _stop.Cancel();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _interrupt.Dispose();
        _terminate.Dispose();
        _stop.Dispose();
    }
}
