using System.Collections.Concurrent;

namespace Godwit.Sync.Tests.Applying;

/// <summary>Little is dealt to the lanes before it is copied, so that each can ask for its part at once.</summary>
public sealed class DealtCopiesTests
{
    private static (TwoMailboxes Mail, ConcurrentQueue<string> Said) Moved(int lanes, string body)
    {
        var mail = new TwoMailboxes();
        var folders = Enumerable.Range(1, 7).Select(n => $"folder {n}").ToList();
        foreach (var folder in folders) mail.Source.CreateFolder(FolderPath.Of(folder));
        foreach (var folder in folders) for (var i = 0; i < 3; i++) mail.Deliver(folder, $"{folder} {i}", body: body);
        var said = new ConcurrentQueue<string>();
        var result = new MailboxMove(new MoveSettings { Lanes = lanes }, new Recorded(new MemoryConnector(mail.Source), said), new MemoryConnector(mail.Target), mail.Ledger,
            new MoveEnvironment(mail.Clock, (time, _) => mail.Clock.Advance(time))).Run(TestContext.Current.CancellationToken);
        Assert.Equal(21, result.ItemsCopied);
        mail.ShouldBeEqual();
        return (mail, said);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(4)]
    public void What_is_announced_to_a_lane_is_what_it_reads_in_that_order(int lanes)
    {
        var lines = Moved(lanes, "Hello\r\n").Said.GroupBy(line => line.Split(' ')[0]).ToList();
        Assert.Equal(lanes, lines.Count);
        foreach (var lane in lines)
        {
            var (expected, read) = (lane.Where(line => line.Contains(" expects ", StringComparison.Ordinal)), lane.Where(line => line.Contains(" reads ", StringComparison.Ordinal)));
            Assert.Equal(expected.Select(line => line.Replace(" expects ", " reads ", StringComparison.Ordinal)), read);
            Assert.InRange(read.Count(), 7 / lanes, (6 / lanes) + 1);
        }
    }

    /// <summary>The threads of the lanes begin in any order; many moves show many orders.</summary>
    [Fact]
    public void No_lane_works_for_two()
    {
        for (var i = 0; i < 100; i++) Assert.Equal(4, Moved(4, "Hello\r\n").Said.GroupBy(line => line.Split(' ')[0]).Count());
    }

    [Fact]
    public void Of_much_nothing_is_announced()
    {
        var line = new string('x', 70) + "\r\n";
        var said = Moved(2, string.Concat(Enumerable.Repeat(line, 4_000))).Said;
        Assert.Equal(7, said.Count);
        Assert.DoesNotContain(said, text => text.Contains("expects", StringComparison.Ordinal));
    }

    /// <summary>What a server does for each group grows with the folder.</summary>
    [Fact]
    public void A_large_folder_is_stored_in_groups_of_a_hundredth_of_it()
    {
        var mail = new TwoMailboxes();
        for (var i = 0; i < 30_000; i++) mail.Source.Deliver(FolderPath.Inbox, TwoMailboxes.Message("same"), default, new ReceivedDate(1_700_000_000, 60));
        var groups = new Groups();
        mail.TargetFaults = groups;
        Assert.Equal(30_000, mail.Move().ItemsCopied);
        Assert.Equal(Enumerable.Repeat(300, 100), groups.Messages);
    }

    private sealed class Groups : IMemoryFaults
    {
        public List<int> Messages { get; } = [];

        public MemoryTwist? At(in MemoryMoment moment)
        {
            if (moment.Step == MemoryStep.GroupCommitting) Messages.Add(moment.Messages);
            return null;
        }
    }

    /// <summary>Tells what each lane is told to expect and what is then read through it.</summary>
    private sealed class Recorded(IMailboxConnector inner, ConcurrentQueue<string> said) : IMailboxConnector
    {
        private int _lanes;

        public string Identity => inner.Identity;

        public IMailboxSource OpenSource(CancellationToken cancellation) => new Lane(Interlocked.Increment(ref _lanes), said, new Plain(inner.OpenSource(cancellation)));

        public IMailboxTarget OpenTarget(CancellationToken cancellation) => inner.OpenTarget(cancellation);
    }

    private sealed class Plain(IMailboxSource lane) : LanePolicy(lane);

    private sealed class Lane(int number, ConcurrentQueue<string> said, LanePolicy policy) : DelegatingSource(policy), IMailboxSource, IReadsAhead
    {
        void IReadsAhead.ExpectReadings(IReadOnlyList<ExpectedReading> readings)
        {
            foreach (var reading in readings) said.Enqueue($"{number} expects {reading.Folder.Path} {reading.Uids}");
        }

        IMessageReader IMailboxSource.ReadMessages(Folder folder, FolderGeneration generation, UidSet uids, MessagePart part, CancellationToken cancellation)
        {
            said.Enqueue($"{number} reads {folder.Path} {uids}");
            return ReadMessages(folder, generation, uids, part, cancellation);
        }
    }
}
