using static Godwit.Api.MigrationUserStatus;

namespace Godwit.Moves;

/// <summary>
/// Watches the sources of moves that are in step, where their endpoint allows it, and asks for a sync when one tells of a change. What is not watched, or cannot be, is synced by the timetable alone. A node
/// watches what it synced last, and of each endpoint's moves only the first so many: so all nodes together hold no more connections than the endpoint allows.
/// </summary>
/// <param name="database">The records.</param>
/// <param name="watcher">Makes watches.</param>
/// <param name="wake">Wakes whoever takes what is due.</param>
/// <param name="node">This node.</param>
/// <param name="clock">The clock.</param>
/// <param name="onCrash">Told of errors that nobody foresaw.</param>
public sealed class SourceWatches(MoveDatabase database, IMailboxWatcher watcher, Action wake, string node, TimeProvider clock, Action<Exception> onCrash) : IDisposable
{
    /// <summary>So often it is looked what changed, and what is to be watched.</summary>
    public static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);

    // The other side gets connections one after the other, not all at once.
    private const int BegunAtOnce = 10, MovesAtOnce = 500;
    private static readonly TimeSpan ChooseEvery = TimeSpan.FromSeconds(5);
    private static readonly MigrationUserStatus[] InStep = [Synced, IncrementalSynced, IncrementalSyncing];

    private readonly Dictionary<Guid, WatchedMailbox> _watched = [];
    private readonly ManualResetEvent _end = new(false);
    private Thread? _looker;
    private long? _chosen;
    private int _open;

    /// <summary>How many mailboxes are watched now.</summary>
    public int Watched => Volatile.Read(ref _open);

    /// <summary>Begins.</summary>
    public void Start()
    {
        _looker = new Thread(Run) { IsBackground = true, Name = "source watches" };
        _looker.Start();
    }

    /// <summary>Looks once. For tests, and the body of the loop.</summary>
    public void Look()
    {
        if (_chosen is not { } last || clock.GetElapsedTime(last) >= ChooseEvery) Choose();
        foreach (var mailbox in _watched.Values.Where(static mailbox => mailbox.MayBegin).Take(BegunAtOnce)) mailbox.Begin();
        foreach (var mailbox in _watched.Values) mailbox.Renew();
        Tell();
        Volatile.Write(ref _open, _watched.Values.Count(static mailbox => mailbox.IsOpen));
    }

    /// <summary>Ends all watches, without waiting for them.</summary>
    public void Dispose()
    {
        _end.Set();
        _looker?.Join();
        foreach (var mailbox in _watched.Values) mailbox.Dispose();
        _watched.Clear();
        _end.Dispose();
    }

    private void Run()
    {
        do
        {
            try
            {
                Look();
            }
            catch (Exception broken)
            {
                onCrash(broken);   // The store may be back at the next look.
            }
        }
        while (!_end.WaitOne(LookEvery));
    }

    private void Choose()
    {
        _chosen = clock.GetTimestamp();
        var wanted = database.Read(static session => session.Records.Endpoints.All().Where(static endpoint => endpoint.Order.MaxWatched > 0).SelectMany(endpoint => First(session, endpoint)).ToList())
            .Where(one => one.Move.Standing.LastOwner == node).ToDictionary(static one => one.Move.Id);
        foreach (var gone in _watched.Values.Where(mailbox => !wanted.TryGetValue(mailbox.Move, out var one) || one.Endpoint.Version != mailbox.EndpointVersion).ToList())
        {
            gone.Dispose();
            _watched.Remove(gone.Move);
        }
        foreach (var (id, one) in wanted) if (!_watched.ContainsKey(id)) _watched[id] = new WatchedMailbox(id, one.Endpoint.Version, watcher.Of(one.Order, one.Endpoint), clock);
    }

    private sealed record Candidate(Move Move, MoveOrder Order, Endpoint Endpoint);

    // The oldest first: the same ones as long as they are there.
    private static IEnumerable<Candidate> First(MoveSession session, Endpoint endpoint) =>
        InTurn(session, endpoint).Select(move => new Candidate(move, session.OrderOf(move), endpoint)).Where(static one => one.Order.IncrementalSyncInterval > TimeSpan.Zero && one.Order.Direction == MigrationBatchDirection.Onboarding)
            .Take(endpoint.Order.MaxWatched);

    private static IEnumerable<Move> InTurn(MoveSession session, Endpoint endpoint)
    {
        var query = new MoveQuery { EndpointId = endpoint.Id, Statuses = InStep };
        IReadOnlyList<Move> some;
        for (long after = 0; (some = session.Records.Moves.List(query, after, MovesAtOnce)).Count > 0; after = some[^1].Number)
            foreach (var move in some) yield return move;
    }

    private void Tell()
    {
        var (due, news) = (_watched.Values.Where(static mailbox => mailbox.TryTakeDue()).ToList(), _watched.Values.Select(static mailbox => (mailbox.Move, News: mailbox.TakeNews())).Where(static told => told.News is not null).ToList());
        if (due.Count == 0 && news.Count == 0) return;
        var putOff = due;
        try
        {
            putOff = database.Change(session =>
            {
                foreach (var (move, told) in news) session.Report(move, node, told!.Type, told.Told);
                return due.Where(mailbox => !Ask(session, mailbox.Move)).ToList();
            });
        }
        finally
        {
            foreach (var mailbox in putOff) mailbox.PutOff();
        }
        if (due.Count > putOff.Count) wake();
    }

    // True when nothing more is to be asked: a sync that runs may have passed by what changed, so it is asked again once that has ended.
    private bool Ask(MoveSession session, Guid id)
    {
        if (session.Records.Moves.Find(id) is not { } move) return true;
        if (move.Standing.IsHeld) return false;
        if (!MoveCommands.CanSyncNow(move) || move.Standing.SyncNow || move.Standing.RetryAt is not null) return true;
        session.Save(MoveCommands.SyncNow(move));
        session.Report(id, node, "Information", "The source told of a change; a sync is due.");
        return true;
    }
}
