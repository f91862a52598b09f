using Godwit.Connectors.Memory;

namespace Godwit.EdgeCases;

/// <summary>Row 33, as far as counting can show it: twice the messages cost twice the work, not four times, and writes go in groups. Rates over time are the bench's part.</summary>
public sealed class Case33_HugeFolders
{
    [Fact]
    public void Twice_the_messages_cost_twice_the_steps_and_rows()
    {
        var (small, large) = (Work(2_000), Work(4_000));
        Assert.InRange(large.Steps, 1, small.Steps * 2 + 100);
        Assert.InRange(large.Calls, 1, small.Calls + 40);
        Assert.InRange(large.RowsWritten, 4_000, 4_000 * 2);
        Assert.InRange(small.RowsWritten, 2_000, 2_000 * 2);
    }

    [Fact]
    public void A_run_with_nothing_to_do_costs_the_same_whatever_the_size() => Assert.Equal(Work(500).StepsOfSecondRun, Work(4_000).StepsOfSecondRun);

    [Fact]
    public void One_new_message_costs_a_delta_not_a_listing() => Assert.InRange(Work(4_000).StepsOfThirdRun, 1, 200);

    [Fact]
    public void A_server_gets_groups_not_single_messages()
    {
        using var trip = new Trip(new ImapPlace(), new ImapPlace());
        trip.Source.Fill("INBOX", 4_000);
        trip.Run().ShouldHaveCopied(4_000);
        Assert.Equal(20, ((ImapPlace)trip.Target).Appends);
        Assert.InRange(((ImapPlace)trip.Source).Server.Log.Commands.Count, 1, 40);
        Assert.InRange(((ImapPlace)trip.Target).Server.Log.Commands.Count, 1, 60);
    }

    private sealed record Effort(long Steps, long Calls, long RowsWritten, long StepsOfSecondRun, long StepsOfThirdRun);

    private static Effort Work(int messages)
    {
        var (source, target) = (new MemoryMailbox("source"), new MemoryMailbox("target"));
        for (var number = 0; number < messages; number++) source.Deliver(FolderPath.Inbox, MemoryContent.Of(Letters.Plain(number)), default, Letters.Received(number));
        var ledger = new RowCounter();
        var counter = new Counter();
        Run();
        var (steps, calls, rows) = (counter.Steps, counter.Calls, ledger.Rows);
        Run();
        var second = counter.Steps - steps;
        source.Deliver(FolderPath.Inbox, MemoryContent.Of(Letters.Plain(messages)), default, Letters.Received(messages));
        Run();
        return new Effort(steps, calls, rows, second, counter.Steps - steps - second);

        void Run() => new MailboxMove(new MoveSettings { Lanes = 1, CheckpointEvery = TimeSpan.Zero }, new MemoryConnector(source, counter), new MemoryConnector(target, counter), ledger, MoveEnvironment.System)
            .Run(TestContext.Current.CancellationToken);
    }

    private sealed class Counter : IMemoryFaults
    {
        public long Steps { get; private set; }

        public long Calls { get; private set; }

        public MemoryTwist? At(in MemoryMoment moment)
        {
            Steps++;
            if (moment.Step == MemoryStep.CallStarting) Calls++;
            return null;
        }
    }

    /// <summary>Counts the rows that commits write: new ones, and those of every segment that changed.</summary>
    private sealed class RowCounter : ILedger
    {
        private readonly MemoryLedger _inner = new();

        public long Rows { get; private set; }

        public IReadOnlyList<FolderRecord> Folders => _inner.Folders;

        public IReadOnlyList<SkippedItem> Skipped => _inner.Skipped;

        public KeywordTable Keywords => _inner.Keywords;

        public PairTable ReadPairs(int folderId) => _inner.ReadPairs(folderId);

        public void Commit(LedgerChanges changes)
        {
            Rows += changes.NewPairs.Values.Concat(changes.ReplacedPairs.Values).Sum(rows => rows.Count);
            Rows += changes.ChangedTables.Values.SelectMany(t => t.Segments).Where(s => s.IsDirty).Sum(s => s.Count);
            _inner.Commit(changes);
        }

        public void Dispose() => _inner.Dispose();
    }
}
