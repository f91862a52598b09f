using System.Data.Common;
using System.Runtime.ExceptionServices;

namespace Godwit.Store.Moves;

/// <summary>
/// Changes of several threads that wait for the disk together: while one commit is under way, those that come gather, and the next commit is theirs. Each is made on its own, one after the other in the order of their
/// coming, and sees what those before it made; one that fails or is not to be kept leaves nothing and hurts no other. Whoever waits sleeps: a hundred threads that turn round a lock would take the processors.
/// </summary>
/// <param name="writer">The one connection that writes; closed with this.</param>
internal sealed class SharedCommits(SqlSession writer) : IDisposable
{
    // What a commit that fails takes along, and what the first of them waits for the last.
    private const int MostTogether = 64;

    private readonly object _gate = new();
    private readonly Queue<Change> _waiting = new();
    private bool _isBusy, _isOver;

    /// <summary>Makes a change and returns when it is kept; throws what it threw, or what the commit failed with. Its code may run on another thread.</summary>
    public T Make<T>(Func<IRecords, T> make, bool keep)
    {
        var change = new Change<T>(make, keep);
        if (IsFirst(change)) Lead();
        else if (change.AwaitTurn()) Lead();
        return change.Result();
    }

    /// <summary>Closes the connection once nothing is under way; what comes afterwards fails.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            while (_isBusy) Monitor.Wait(_gate);
            _isOver = true;
        }
        writer.Dispose();
    }

    private bool IsFirst(Change change)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_isOver, this);
            _waiting.Enqueue(change);
            return !_isBusy && (_isBusy = true);
        }
    }

    private void Lead()
    {
        var together = new List<Change>();
        lock (_gate) while (together.Count < MostTogether && _waiting.TryDequeue(out var next)) together.Add(next);
        try
        {
            writer.Within(together.Count > 1 || together[0].IsKept, () => MakeAll(together));
        }
        catch (Exception failure)
        {
            foreach (var change in together) change.Fail(failure);
        }
        Change? leader;
        lock (_gate)
        {
            _isBusy = _waiting.TryPeek(out leader);
            if (!_isBusy) Monitor.PulseAll(_gate);
        }
        leader?.TakeTurn();
        foreach (var change in together) change.End();
    }

    private bool MakeAll(List<Change> together)
    {
        var records = new SqlRecords(writer);
        if (together.Count == 1)
        {
            together[0].Make(records);
            together[0].ThrowIfFailed();
            return true;
        }
        foreach (var change in together) MakeApart(change, records);
        return true;
    }

    private void MakeApart(Change change, SqlRecords records)
    {
        writer.RunOnce("SAVEPOINT change");
        change.Make(records);
        try
        {
            if (!change.IsKept || change.HasFailed) writer.RunOnce("ROLLBACK TO change");
            writer.RunOnce("RELEASE change");
        }
        catch (Exception lost) when (lost is DbException or InvalidOperationException)
        {
            // SQLite gives up a whole transaction where the disk is full or broken.
            throw new IOException($"the transaction ended under its changes: {lost.Message}", lost);
        }
    }

    /// <summary>A change on its way.</summary>
    private abstract class Change(bool keep)
    {
        private readonly object _turn = new();
        private ExceptionDispatchInfo? _failure;
        private bool _isMine, _hasEnded;

        public bool IsKept => keep;

        public bool HasFailed => _failure is not null;

        public abstract void Make(IRecords records);

        // What it threw itself stays.
        public void Fail(Exception failure) => _failure ??= ExceptionDispatchInfo.Capture(failure);

        public void ThrowIfFailed() => _failure?.Throw();

        /// <summary>Returns when it has ended, with false; or when it is to lead the next commit.</summary>
        public bool AwaitTurn()
        {
            lock (_turn)
            {
                while (!_isMine && !_hasEnded) Monitor.Wait(_turn);
                return !_hasEnded;
            }
        }

        public void TakeTurn() => Tell(ref _isMine);

        public void End() => Tell(ref _hasEnded);

        private void Tell(ref bool what)
        {
            lock (_turn)
            {
                what = true;
                Monitor.Pulse(_turn);
            }
        }
    }

    private sealed class Change<T>(Func<IRecords, T> make, bool keep) : Change(keep)
    {
        private T? _made;

        public override void Make(IRecords records)
        {
            try
            {
                _made = make(records);
            }
            catch (Exception failure)
            {
                Fail(failure);
            }
        }

        public T Result()
        {
            ThrowIfFailed();
            return _made!;
        }
    }
}
