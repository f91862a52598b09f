namespace Godwit.Moves;

/// <summary>All records, with what follows from a change: places in the queue and events. Everything that changes a move goes through here.</summary>
/// <param name="store">Where they are kept.</param>
/// <param name="events">Told what changed, after it is kept.</param>
/// <param name="clock">The clock.</param>
public sealed class MoveDatabase(IMoveStore store, EventFeed events, TimeProvider clock)
{
    /// <summary>The time.</summary>
    public DateTimeOffset Now => clock.GetUtcNow();

    /// <summary>What is told.</summary>
    public EventFeed Events => events;

    /// <summary>True where services on other nodes may use the same records.</summary>
    public bool IsShared => store.IsShared;

    /// <summary>Reads as of one moment.</summary>
    public T Read<T>(Func<MoveSession, T> read) => store.Read(records => read(new MoveSession(records, clock.GetUtcNow())));

    /// <summary>Changes all or nothing.</summary>
    public T Change<T>(Func<MoveSession, T> change) => Change(change, keep: true);

    /// <summary>Changes all or nothing, as a command asks, with the command's own note.</summary>
    public T Change<T>(Func<MoveSession, T> change, Command command)
    {
        ArgumentNullException.ThrowIfNull(change);
        ArgumentNullException.ThrowIfNull(command);
        return Change(session =>
        {
            var made = change(session);
            if (command.Keep) command.Note?.Invoke(session);
            return made;
        }, command.Keep);
    }

    /// <summary>Changes all or nothing; nothing where <paramref name="keep"/> is false, though the answer is as if.</summary>
    public T Change<T>(Func<MoveSession, T> change, bool keep)
    {
        IReadOnlyList<ServiceEvent> happened = [];
        var answer = store.Change(records =>
        {
            var session = new MoveSession(records, clock.GetUtcNow());
            var made = change(session);
            happened = session.Happened;
            return made;
        }, keep);
        if (keep) events.Tell(happened);
        return answer;
    }
}

/// <summary>One transaction. Not for two threads.</summary>
public sealed class MoveSession
{
    private readonly Dictionary<Guid, Batch?> _batches = [];
    private readonly List<ServiceEvent> _happened = [];

    internal MoveSession(IRecords records, DateTimeOffset now) => (Records, Now) = (records, now);

    /// <summary>The time; one for the whole transaction.</summary>
    public DateTimeOffset Now { get; }

    /// <summary>The records.</summary>
    public IRecords Records { get; }

    internal IReadOnlyList<ServiceEvent> Happened => _happened;

    /// <summary>The batch of a move; null for a request of its own.</summary>
    public Batch? BatchOf(Move move)
    {
        ArgumentNullException.ThrowIfNull(move);
        if (move.BatchId is not { } id) return null;
        if (!_batches.TryGetValue(id, out var batch)) _batches[id] = batch = Records.Batches.Find(id);
        return batch;
    }

    /// <summary>What was asked of a move, with what it inherits.</summary>
    public MoveOrder OrderOf(Move move)
    {
        ArgumentNullException.ThrowIfNull(move);
        return move.Order.Inheriting(BatchOf(move)?.Order);
    }

    /// <summary>Keeps a new move and begins its report.</summary>
    public Move Add(Move move)
    {
        ArgumentNullException.ThrowIfNull(move);
        Records.Moves.Add(move, MoveTimetable.PlaceOf(OrderOf(move), move.Standing));
        Records.Reports.Begin(move.Id, move.Order.Address, BatchOf(move)?.Order.Name ?? move.Order.Label);
        return move;
    }

    /// <summary>Keeps a changed move with its new place in the queue.</summary>
    public Move Save(Move move)
    {
        ArgumentNullException.ThrowIfNull(move);
        var timed = move with { Standing = move.Standing.NotBeyond(Now).Timed(Now) };
        Records.Moves.Save(timed, MoveTimetable.PlaceOf(OrderOf(timed), timed.Standing));
        Tell("user", timed);
        return timed;
    }

    /// <summary>Keeps a batch; what is read afterwards in this transaction sees it.</summary>
    public void Save(Batch batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        Records.Batches.Save(batch);
        _batches[batch.Id] = batch;
        Tell(new ServiceEvent(0, Now, "batch", batch.Order.Name, batch.Id, batch.Order.Name, null, null, null, null));
    }

    /// <summary>Notes something to tell once this is kept.</summary>
    public void Tell(ServiceEvent happened) => _happened.Add(happened);

    /// <summary>Adds a line to a move's report.</summary>
    public void Report(Guid move, string node, string type, string message) => Records.Reports.Add(move, new MoveReportEntry(Now, node, type, message));

    private void Tell(string kind, Move move) => Tell(new ServiceEvent(
        0, Now, kind, move.Order.Address, move.Id, BatchOf(move)?.Order.Name, move.Standing.Status.ToString(), Percent.Of(move), move.Counts.ItemsCopied, move.Counts.BytesCopied));
}
