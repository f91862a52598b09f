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
    private readonly Func<string> _look;
    private readonly ITimer _timer;
    private int _shown;
    private bool _isOver;

    /// <summary>Prints how far one move is until it is disposed.</summary>
    public ProgressPrinter(MoveProgress progress, Terminal terminal, TimeProvider clock) : this(LookAt(progress, clock), terminal, clock) { }

    /// <summary>Prints what <paramref name="look"/> gives, now and then, until it is disposed.</summary>
    public ProgressPrinter(Func<string> look, Terminal terminal, TimeProvider clock)
    {
        (_terminal, _look) = (terminal, look);
        var (first, every) = terminal.IsTerminal ? (FirstAfter, TerminalEvery) : (LogEvery, LogEvery);
        _timer = clock.CreateTimer(static me => ((ProgressPrinter)me!).Print(), this, first, every);
    }

    private static Func<string> LookAt(MoveProgress progress, TimeProvider clock)
    {
        var watch = new ProgressWatch(progress, clock);
        return () => ProgressText.Line(watch.Look());
    }

    /// <summary>Lets something be printed that stays, above the line that is overwritten. One at a time.</summary>
    public void Above(Action print)
    {
        lock (_gate)
        {
            TakeOff();
            print();
        }
    }

    private void Print()
    {
        lock (_gate)
        {
            if (_isOver) return;
            var line = _look();
            if (!_terminal.IsTerminal) _terminal.Error.WriteLine(line);
            else Overwrite(ProgressText.Fit(line, _terminal.Width() - 1));
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
            TakeOff();
            _isOver = true;
        }
    }

    private void TakeOff()
    {
        if (_shown > 0) _terminal.Error.Write("\r" + new string(' ', _shown) + "\r");
        _shown = 0;
    }
}
