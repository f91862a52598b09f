namespace Godwit.Connectors.Maildir;

/// <summary>
/// Flushes of one file system, shared by everybody who writes to it: a flush brings all that anybody has written to the disk, so whoever asks while one is under way shares the next one with all who ask until then.
/// Hundreds that flush beside each other would each wait for what all others write meanwhile. Safe for several threads.
/// </summary>
/// <param name="flush">Flushes the file system of a descriptor; zero or a negative error number.</param>
internal sealed class SharedFlush(Func<int, int> flush)
{
    private readonly object _gate = new();
    private Turn? _next;
    private bool _isBusy;
    private int _lastError;
    private long _failures;

    /// <summary>How many have failed; to be looked at before one begins to write what <see cref="Run"/> then brings to the disk.</summary>
    public long Failures => Interlocked.Read(ref _failures);

    /// <summary>
    /// Returns when all that was written before the call is on the disk. The kernel tells a failed write once to each descriptor, and here the flush may have been another's: so every failure since the writing
    /// began counts.
    /// </summary>
    /// <param name="descriptor">A file or directory of the file system.</param>
    /// <param name="failuresBefore">What <see cref="Failures"/> was before the writing began.</param>
    /// <returns>Zero, or a negative error number.</returns>
    public int Run(int descriptor, long failuresBefore)
    {
        if (IsFirst(out var turn)) Lead(turn, descriptor);
        else turn.Await();
        lock (_gate) return turn.Error < 0 ? turn.Error : _failures == failuresBefore ? 0 : _lastError;
    }

    private bool IsFirst(out Turn turn)
    {
        lock (_gate)
        {
            var isFirst = _next is null;
            turn = _next ??= new Turn();
            return isFirst;
        }
    }

    // What the first does for all of a turn: it waits for the flush that is under way, and from then on others ask for the turn after.
    private void Lead(Turn turn, int descriptor)
    {
        lock (_gate)
        {
            while (_isBusy) Monitor.Wait(_gate);
            (_isBusy, _next) = (true, null);
        }
        var error = flush(descriptor);
        lock (_gate)
        {
            (turn.Error, _isBusy) = (error, false);
            if (error < 0) (_lastError, _failures) = (error, _failures + 1);
            Monitor.Pulse(_gate);
        }
        turn.End();
    }

    private sealed class Turn
    {
        private readonly object _gate = new();
        private bool _isOver;

        public int Error { get; set; }

        public void Await()
        {
            lock (_gate) while (!_isOver) Monitor.Wait(_gate);
        }

        public void End()
        {
            lock (_gate)
            {
                _isOver = true;
                Monitor.PulseAll(_gate);
            }
        }
    }
}
