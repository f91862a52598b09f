namespace Godwit.Connectors.Maildir;

/// <summary>
/// Flushes of one file system, shared by everybody who writes to it: a flush brings all that anybody has written to the disk, so whoever asks while <see cref="AtOnce"/> are under way shares the next one with all who ask until then.
/// Hundreds that flush beside each other would each wait for what all others write meanwhile. Safe for several threads.
/// </summary>
/// <param name="flush">Flushes the file system of a descriptor; zero or a negative error number.</param>
internal sealed class SharedFlush(Func<int, int> flush)
{
    /// <summary>How many are under way at a time. With one, who comes just after its beginning waits for nearly two: on a disk that takes 30 ms longer for each, 20 writers are 8 % slower.</summary>
    public const int AtOnce = 2;

    private readonly object _gate = new();
    private Turn? _next;
    private int _underWay;
    private int _lastError;
    private long _failures;

    /// <summary>How many have failed; to be looked at before one begins to write what <see cref="Run"/> then brings to the disk.</summary>
    public long Failures => Interlocked.Read(ref _failures);

    /// <summary>
    /// Returns when all that was written before the call is on the disk. The kernel tells a failed write once to each descriptor that was open by then, and here the flush may be another's: so it is that of the
    /// descriptor that was opened first, before anybody who shares it wrote, and every failure since the writing began counts.
    /// </summary>
    /// <param name="descriptor">A file or directory of the file system, opened before the writing began, and open until this returns.</param>
    /// <param name="opened">The smaller, the earlier it was opened.</param>
    /// <param name="failuresBefore">What <see cref="Failures"/> was before the writing began.</param>
    /// <returns>Zero, or a negative error number.</returns>
    public int Run(int descriptor, long opened, long failuresBefore)
    {
        if (IsFirst(descriptor, opened, out var turn)) Lead(turn);
        else turn.Await();
        lock (_gate) return turn.Error < 0 ? turn.Error : _failures == failuresBefore ? 0 : _lastError;
    }

    private bool IsFirst(int descriptor, long opened, out Turn turn)
    {
        lock (_gate)
        {
            var isFirst = _next is null;
            turn = _next ??= new Turn();
            turn.Join(descriptor, opened);
            return isFirst;
        }
    }

    // What the first does for all of a turn: it waits for a flush that is under way, and from then on others ask for the turn after.
    private void Lead(Turn turn)
    {
        lock (_gate)
        {
            while (_underWay == AtOnce) Monitor.Wait(_gate);
            (_underWay, _next) = (_underWay + 1, null);
        }
        var error = flush(turn.Descriptor);
        lock (_gate)
        {
            (turn.Error, _underWay) = (error, _underWay - 1);
            if (error < 0) (_lastError, _failures) = (error, _failures + 1);
            Monitor.Pulse(_gate);
        }
        turn.End();
    }

    private sealed class Turn
    {
        private readonly object _gate = new();
        private long _opened = long.MaxValue;
        private bool _isOver;

        public int Descriptor { get; private set; }

        public int Error { get; set; }

        // Nobody joins a turn that has begun.
        public void Join(int descriptor, long opened)
        {
            if (opened < _opened) (_opened, Descriptor) = (opened, descriptor);
        }

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
