using Godwit.Connectors.Memory;
using FakeClock = Godwit.Testing.FakeClock;

namespace Godwit.Proxy.Protocol.Tests;

/// <summary>Kept lanes are a cache and never state; writes of an earlier owner are refused; whoever waits hears a heartbeat.</summary>
public sealed class ServiceTests
{
    private static readonly MoveStamp Stamp = new(Guid.Parse("0198c5f2-7e01-7c3a-9c40-6f5a2d6f0d11"), 7);

    [Fact]
    public void A_lower_epoch_than_seen_is_refused_and_writes_nothing()
    {
        using var proxy = new ScriptedProxy();
        using var newer = new ProxyConnector(proxy.Settings with { Stamp = Stamp }).OpenTarget(CancellationToken.None);
        using var older = new ProxyConnector(proxy.Settings with { Stamp = Stamp with { Epoch = 6 } }).OpenTarget(CancellationToken.None);
        older.CreateFolder(FolderPath.Of("Before"), SpecialUse.None, CancellationToken.None);
        newer.CreateFolder(FolderPath.Of("Now"), SpecialUse.None, CancellationToken.None);
        var fault = Assert.Throws<FaultException>(() => older.CreateFolder(FolderPath.Of("After"), SpecialUse.None, CancellationToken.None)).Fault;
        Assert.Equal((ProxyFaults.Fenced.Code, FaultOutcome.NotDone), (fault.Code, fault.Outcome));
        Assert.Null(newer.TryFind(FolderPath.Of("After")));
    }

    [Fact]
    public void A_fence_forgets_the_move_that_wrote_longest_ago()
    {
        var fence = new MoveFence(capacity: 2);
        MoveStamp One(long epoch) => Stamp with { Epoch = epoch };
        MoveStamp Other() => new(Guid.NewGuid(), 1);
        Assert.True(fence.Admits(One(5)));
        Assert.True(fence.Admits(Other()));
        Assert.False(fence.Admits(One(4)));
        Assert.True(fence.Admits(One(5)));
        Assert.True(fence.Admits(Other()));
        Assert.False(fence.Admits(One(4)));
    }

    [Fact]
    public void A_lane_for_reading_does_not_write()
    {
        var mailbox = new MemoryMailbox("anna", new MemoryOptions());
        using var lanes = new LanePool(new MemoryConnector(mailbox), TimeProvider.System, 4, TimeSpan.FromMinutes(1));
        using var request = new RequestWriter().Arguments(w => CallCodec.WriteMaking(w, FolderPath.Of("New"), SpecialUse.None));
        var fault = Answer(Operation.CreateFolder, LaneAccess.Read, request.Close().ToArray(), lanes);
        Assert.Equal(ConnectorFaults.ReadOnly.Code, fault?.Code);
    }

    private static Fault? Answer(Operation operation, LaneAccess access, byte[] body, IMailboxLanes lanes, ServiceSettings? settings = null)
    {
        using var answer = new MemoryStream();
        new MailboxService(settings ?? new ServiceSettings(), new MoveFence()).Serve(new ServiceRequest(operation, 1, access, new MemoryStream(body), answer), lanes, CancellationToken.None);
        answer.Position = 0;
        using var reader = new RecordReader(answer);
        while (reader.Next() is not (RecordKind.Done or RecordKind.Failed)) { }
        var header = new WireReader(reader.Header);
        return reader.Kind == RecordKind.Failed ? FaultCodec.Read(ref header) : null;
    }

    private static byte[] ListFolders()
    {
        using var request = new RequestWriter();
        return request.Close().ToArray();
    }

    [Fact]
    public void A_kept_lane_is_used_again_and_one_that_broke_meanwhile_is_replaced()
    {
        var store = new CountingStore(new MemoryConnector(new MemoryMailbox("anna", new MemoryOptions())));
        using var lanes = new LanePool(store, TimeProvider.System, 4, TimeSpan.FromMinutes(1));
        Assert.Null(Answer(Operation.ListFolders, LaneAccess.Read, ListFolders(), lanes));
        Assert.Null(Answer(Operation.ListFolders, LaneAccess.Read, ListFolders(), lanes));
        Assert.Equal(1, store.Opened);
        store.BreakNext = true;
        Assert.Null(Answer(Operation.ListFolders, LaneAccess.Read, ListFolders(), lanes));
        Assert.Equal(2, store.Opened);
    }

    [Fact]
    public void A_fresh_lane_that_breaks_is_the_clients_to_know()
    {
        var store = new CountingStore(new MemoryConnector(new MemoryMailbox("anna", new MemoryOptions()))) { BreakNext = true };
        using var lanes = new LanePool(store, TimeProvider.System, 4, TimeSpan.FromMinutes(1));
        Assert.Equal(ConnectorFaults.ConnectionLost.Code, Answer(Operation.ListFolders, LaneAccess.Read, ListFolders(), lanes)?.Code);
        Assert.Equal((1, 0), (store.Opened, lanes.IdleLanes));
    }

    [Fact]
    public void Unused_lanes_are_closed_after_a_while()
    {
        var clock = new FakeClock();
        var store = new CountingStore(new MemoryConnector(new MemoryMailbox("anna", new MemoryOptions())));
        using var lanes = new LanePool(store, clock, 4, TimeSpan.FromMinutes(1));
        Assert.Null(Answer(Operation.ListFolders, LaneAccess.Read, ListFolders(), lanes));
        clock.Advance(TimeSpan.FromSeconds(59));
        Assert.True(lanes.Trim());
        clock.Advance(TimeSpan.FromSeconds(1));
        Assert.False(lanes.Trim());
    }

    [Fact]
    public void Whoever_waits_for_a_slow_store_hears_a_heartbeat()
    {
        var clock = new FakeClock();
        var settings = new ServiceSettings { Clock = clock };
        var store = new CountingStore(new MemoryConnector(new MemoryMailbox("anna", new MemoryOptions())));
        using var lanes = new LanePool(store, clock, 4, TimeSpan.FromMinutes(1));
        using var answer = new MemoryStream();
        store.WhileListing = () =>
        {
            clock.Advance(settings.HeartbeatAfter - settings.FlushAfter);
            Assert.Equal(0, answer.Length);
            clock.Advance(settings.FlushAfter * 2);
            Assert.Equal(WireLimits.HeadBytes, answer.Length);
            clock.Advance(settings.HeartbeatAfter * 3);
            Assert.Equal(4 * WireLimits.HeadBytes, answer.Length);
        };
        new MailboxService(settings, new MoveFence()).Serve(new ServiceRequest(Operation.ListFolders, 1, LaneAccess.Read, new MemoryStream(ListFolders()), answer), lanes, CancellationToken.None);
        Assert.True(answer.Length > 4 * WireLimits.HeadBytes);
        Assert.Equal(0, clock.PendingTimers);
    }

    [Fact]
    public async Task A_client_that_does_not_read_holds_up_nobody_else()
    {
        var clock = new FakeClock();
        var mailbox = new MemoryMailbox("anna", new MemoryOptions());
        foreach (var message in SketchedMessage.Plains(2_000)) mailbox.Deliver(FolderPath.Inbox, MemoryContent.Of(message.Bytes), message.Flags, message.Received);
        using var lanes = new LanePool(new MemoryConnector(mailbox), clock, 4, TimeSpan.FromMinutes(1));
        using var lane = new MemoryConnector(mailbox).OpenSource(CancellationToken.None);
        var inbox = lane.Find(FolderPath.Inbox);
        using var request = new RequestWriter().Folder(inbox).Arguments(w => CallCodec.WriteReading(w, lane.GenerationOf(inbox), MessagePart.Whole)).Uids(UidSet.All);
        using var stuck = new StuckStream();
        var service = new MailboxService(new ServiceSettings { Clock = clock }, new MoveFence());
        var served = Task.Factory.StartNew(
            () => service.Serve(new ServiceRequest(Operation.ReadMessages, 1, LaneAccess.Read, new MemoryStream(request.Close().ToArray()), stuck), lanes, CancellationToken.None),
            CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        stuck.Entered.Wait(TestContext.Current.CancellationToken);
        // Each tick returns although the writing thread hangs in the middle of a record.
        clock.Advance(TimeSpan.FromSeconds(60));
        stuck.Release.Set();
        await served;
        Assert.True(stuck.Length > 100_000);
    }

    /// <summary>A client that reads only when it is let.</summary>
    private sealed class StuckStream : MemoryStream
    {
        public ManualResetEventSlim Entered { get; } = new();

        public ManualResetEventSlim Release { get; } = new();

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            Entered.Set();
            Release.Wait();
            base.Write(buffer.ToArray(), 0, buffer.Length);
        }
    }

    /// <summary>A store whose lanes can be counted, broken and slowed down.</summary>
    private sealed class CountingStore(IMailboxConnector inner) : IMailboxConnector
    {
        public int Opened { get; private set; }

        public bool BreakNext { get; set; }

        public Action? WhileListing { get; set; }

        public string Identity => inner.Identity;

        public IMailboxSource OpenSource(CancellationToken cancellation)
        {
            Opened++;
            return new DelegatingSource(new Policy(this, inner.OpenSource(cancellation)));
        }

        public IMailboxTarget OpenTarget(CancellationToken cancellation) => inner.OpenTarget(cancellation);

        private sealed class Policy(CountingStore store, IMailboxSource lane) : LanePolicy(lane)
        {
            public override T Call<T>(LaneCall call, Func<T> act, CancellationToken cancellation)
            {
                store.WhileListing?.Invoke();
                if (!store.BreakNext) return base.Call(call, act, cancellation);
                store.BreakNext = false;
                throw new FaultException(new Fault(ConnectorFaults.ConnectionLost, Side.Source, "broken"));
            }
        }
    }
}
