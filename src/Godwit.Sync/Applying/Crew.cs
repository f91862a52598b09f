using System.Runtime.ExceptionServices;

namespace Godwit.Sync;

/// <summary>
/// Does one step for each of many folders, through as many pairs of lanes as the step asks for. The first pair works on the calling thread; the others have threads of their own while they are needed
/// and stay open for the next step. With one pair everything happens in turn.
/// </summary>
internal sealed class Crew(Lanes lanes, PassContext context)
{
    private readonly Dictionary<int, LanePair> _pairs = new() { [0] = context.First };
    private bool _noMore;

    /// <summary>Does the step for each folder, in this order as far as several at once have one. The first failure ends all, after what each has in hand; it is returned, not thrown, so that the caller can put in order what it has.</summary>
    public Exception? Do(IReadOnlyList<FolderWork> works, Action<FolderWork, LanePair> step, int atOnce)
    {
        if (works.Count == 0) return null;
        var round = new Round(works, step, context);
        // What came before went through the first pair: its connections have opened their windows, the others have to grow theirs. So it takes the first folder, which is the largest.
        var first = round.Next();
        var hands = Math.Min(atOnce, works.Count);
        var threads = Enumerable.Range(1, hands - 1).Select(number => Start(number, round, pair => round.Work(pair, round.Next()))).ToList();
        round.Work(context.First, first);
        foreach (var thread in threads) thread.Join();
        return round.Failure;
    }

    /// <summary>As <see cref="Do"/> for folders that were dealt beforehand, one hand for each pair; <paramref name="begin"/> is told each hand first. What a pair that cannot be opened should have done, the first one does in the end.</summary>
    public Exception? DoDealt(IReadOnlyList<List<FolderWork>> hands, Action<List<FolderWork>, LanePair> begin, Action<FolderWork, LanePair> step)
    {
        var round = new Round([], step, context);
        var threads = Enumerable.Range(1, hands.Count - 1).Select(number => Start(number, round, pair => WorkHand(hands[number], pair), () => round.Add(hands[number]))).ToList();
        round.Guarded(() => WorkHand(hands[0], context.First));
        foreach (var thread in threads) thread.Join();
        round.Work(context.First, round.Next());
        return round.Failure;

        void WorkHand(List<FolderWork> hand, LanePair pair)
        {
            begin(hand, pair);
            foreach (var work in hand) round.WorkOne(pair, work);
        }
    }

    /// <summary>As <see cref="Do"/>; the first failure is thrown.</summary>
    public void DoAll(IReadOnlyList<FolderWork> works, Action<FolderWork, LanePair> step) => Throw(Do(works, step, context.Lanes));

    /// <summary>Opens the pair's lanes anew, for what comes after a folder that was given up in the middle.</summary>
    public void Renew(LanePair pair) => lanes.Renew(pair, context.IsParallel, context.Cancellation);

    /// <summary>Throws what ended a round, if anything did.</summary>
    public static void Throw(Exception? failure)
    {
        if (failure is FaultException fault) throw new FaultException(fault.Fault, fault);
        if (failure is not null) ExceptionDispatchInfo.Throw(failure);
    }

    private Thread Start(int number, Round round, Action<LanePair> work, Action? otherwise = null)
    {
        var thread = new Thread(() => round.Guarded(() =>
        {
            if (Pair(number) is { } pair) work(pair);
            else otherwise?.Invoke();
        })) { IsBackground = true, Name = $"copy {number}" };
        thread.Start();
        return thread;
    }

    /// <summary>
    /// The pair of lanes of this number, which no other thread works with: threads come here in any order. Null where a side gives no more connections: what is there goes on, only more slowly.
    /// </summary>
    private LanePair? Pair(int number)
    {
        lock (_pairs)
        {
            if (_pairs.TryGetValue(number, out var known)) return known;
            if (_noMore) return null;
        }
        try
        {
            var pair = lanes.Open(atOnce: true, context.Cancellation);
            lock (_pairs) _pairs.Add(number, pair);
            return pair;
        }
        catch (FaultException e)
        {
            lock (_pairs) _noMore = true;
            context.Tally.Note($"Fewer folders are copied at once than would be: {e.Fault.Told}");
            return null;
        }
    }

    /// <summary>One step for some folders.</summary>
    private sealed class Round(IReadOnlyList<FolderWork> works, Action<FolderWork, LanePair> step, PassContext context)
    {
        private readonly Queue<FolderWork> _queue = new(works);
        private readonly Lock _gate = new();

        public Exception? Failure { get; private set; }

        public FolderWork? Next()
        {
            lock (_gate) return Failure is null && _queue.TryDequeue(out var work) ? work : null;
        }

        public void Work(LanePair pair, FolderWork? first)
        {
            for (var next = first; next is { } work; next = Next()) Guarded(() => context.ForFolder(work, () => step(work, pair)));
        }

        /// <summary>One folder, unless something has failed.</summary>
        public void WorkOne(LanePair pair, FolderWork work)
        {
            if (!HasFailed) Guarded(() => context.ForFolder(work, () => step(work, pair)));
        }

        /// <summary>More folders, for whoever has nothing left to do.</summary>
        public void Add(IEnumerable<FolderWork> works)
        {
            lock (_gate) foreach (var work in works) _queue.Enqueue(work);
        }

        private bool HasFailed
        {
            get { lock (_gate) return Failure is not null; }
        }

        public void Guarded(Action what)
        {
            try { what(); }
            catch (Exception e) { lock (_gate) Failure ??= e; }
        }
    }
}
