namespace Godwit.Cli;

/// <summary>
/// Prints how far a move is: a line that is overwritten on a terminal, a plain line now and then in a log. Begins after a while, so that a short run prints nothing.
/// </summary>
internal sealed class ProgressPrinter : IDisposable
{
    private static readonly TimeSpan FirstAfter = TimeSpan.FromMilliseconds(700);
    private static readonly TimeSpan TerminalEvery = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan LogEvery = TimeSpan.FromSeconds(30);

    private readonly Lock _gate = new();
    private readonly Terminal _terminal;
    private readonly ProgressWatch _watch;
    private readonly ITimer _timer;
    private int _shown;
    private bool _isOver;

    /// <summary>Prints until it is disposed.</summary>
    public ProgressPrinter(MoveProgress progress, Terminal terminal, TimeProvider clock)
    {
        (_terminal, _watch) = (terminal, new ProgressWatch(progress, clock));
        var (first, every) = terminal.IsTerminal ? (FirstAfter, TerminalEvery) : (LogEvery, LogEvery);
        _timer = clock.CreateTimer(static me => ((ProgressPrinter)me!).Print(), this, first, every);
    }

    private void Print()
    {
        lock (_gate)
        {
            if (_isOver) return;
            var line = ProgressText.Line(_watch.Look());
            if (!_terminal.IsTerminal) _terminal.Error.WriteLine(line);
            else Overwrite(line.Length < _terminal.Width() ? line : line[..Math.Max(0, _terminal.Width() - 1)]);
        }
    }

    private void Overwrite(string line)
    {
        _terminal.Error.Write("\r" + line.PadRight(_shown));
        _shown = line.Length;
    }

    /// <summary>Takes the last line off a terminal.</summary>
    public void Dispose()
    {
        _timer.Dispose();
        lock (_gate)
        {
            if (_shown > 0) _terminal.Error.Write("\r" + new string(' ', _shown) + "\r");
            (_isOver, _shown) = (true, 0);
        }
    }
}
