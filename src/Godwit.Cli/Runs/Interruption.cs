using System.Runtime.InteropServices;

namespace Godwit.Cli;

/// <summary>
/// What happens when somebody wants the command to end: the first signal asks it to end in good order, which takes some seconds at most; the second one, or
/// ten seconds, ends it at once, and so does the first one while a person is asked for a password. Nothing is lost either way; the next run only has less to find out after the first.
/// </summary>
internal sealed class Interruption : IDisposable
{
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(10);

    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly TextWriter _error;
    private readonly TimeProvider _clock;
    private readonly Action<int> _endProcess;
    private readonly List<PosixSignalRegistration> _registrations = [];
    private ITimer? _graceOver;
    private bool _isOver, _isAsking;

    /// <param name="error">Where to say what happens.</param>
    /// <param name="clock">Measures the grace.</param>
    /// <param name="endProcess">Ends the process with this exit code, at once.</param>
    public Interruption(TextWriter error, TimeProvider clock, Action<int> endProcess) => (_error, _clock, _endProcess) = (error, clock, endProcess);

    /// <summary>Strikes at the first signal.</summary>
    public CancellationToken Stop => _stop.Token;

    /// <summary>Begins to listen to SIGINT and SIGTERM.</summary>
    public Interruption Listen()
    {
        foreach (var signal in (PosixSignal[])[PosixSignal.SIGINT, PosixSignal.SIGTERM])
        {
            _registrations.Add(PosixSignalRegistration.Create(signal, context =>
            {
                context.Cancel = true;
                Signal();
            }));
        }
        return this;
    }

    /// <summary>The same question; while a person is asked nothing is under way, so that a signal ends the process at once.</summary>
    public Func<string, string?>? EndsAtOnce(Func<string, string?>? ask) => ask is null ? null : question =>
    {
        lock (_gate) _isAsking = true;
        try
        {
            return ask(question);
        }
        finally
        {
            lock (_gate) _isAsking = false;
        }
    };

    /// <summary>A signal came.</summary>
    public void Signal()
    {
        lock (_gate)
        {
            if (_isOver) return;
            if (_isAsking)
            {
                _error.WriteLine();   // The question's line has no end yet.
                _endProcess(ExitCodes.Interrupted);
                return;
            }
            if (_stop.IsCancellationRequested)
            {
                _endProcess(ExitCodes.Interrupted);
                return;
            }
            _error.WriteLine("Stopping: what the target has confirmed is recorded, within ten seconds. Once more ends at once.");
            _graceOver = _clock.CreateTimer(_ => _endProcess(ExitCodes.Interrupted), null, Grace, Timeout.InfiniteTimeSpan);
        }
        _stop.Cancel();
    }

    /// <summary>Stops listening.</summary>
    public void Dispose()
    {
        foreach (var registration in _registrations) registration.Dispose();
        lock (_gate)
        {
            _isOver = true;
            _graceOver?.Dispose();
        }
        _stop.Dispose();
    }
}
