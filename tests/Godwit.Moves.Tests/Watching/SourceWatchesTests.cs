using Godwit.Moves.Tests.Support;

namespace Godwit.Moves.Tests.Watching;

public sealed class SourceWatchesTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30), Second = TimeSpan.FromSeconds(1);
    private readonly Desk _desk = new();
    private readonly FakeWatches _sources = new();
    private readonly SourceWatches _watches;
    private int _woken;

    public SourceWatchesTests()
    {
        _desk.Endpoints.New(new NewMigrationEndpoint { Name = "source", EndpointType = EndpointType.IMAP, RemoteServer = "imap.example", Credentials = new EndpointCredentials("master", FakeSecrets.Canary), MaxWatchedMailboxes = 2 }, Desk.Operator, CancellationToken.None);
        _watches = new SourceWatches(_desk.Database, _sources, () => _woken++, "node", _desk.Clock, static crash => Assert.Fail(crash.ToString()));
    }

    public void Dispose()
    {
        _watches.Dispose();
        _desk.Dispose();
    }

    [Fact]
    public void No_more_are_watched_than_the_endpoint_allows()
    {
        Synced("b", 3);

        Open("b1@old.example", "b2@old.example");

        Assert.Equal(["b1@old.example", "b2@old.example"], _sources.Watched);
        _watches.Look();
        Assert.Equal(2, _watches.Watched);
    }

    [Fact]
    public void What_another_node_synced_last_is_left_to_it()
    {
        Synced("b", 1);
        using var other = new SourceWatches(_desk.Database, _sources, static () => { }, "another", _desk.Clock, static crash => Assert.Fail(crash.ToString()));

        other.Look();

        Assert.Empty(_sources.Watched);
    }

    [Fact]
    public void A_batch_without_incremental_syncs_is_not_watched()
    {
        Synced("b", 1, static batch => batch with { IncrementalSyncIntervalSeconds = 0 });

        _watches.Look();

        Assert.Empty(_sources.Watched);
    }

    [Fact]
    public void A_mailbox_that_is_watched_for_the_first_time_is_synced_once()
    {
        Synced("b", 1);
        Open("b1@old.example");

        Assert.Equal(1, SyncsAfter(BurstTimer.Quiet));
        Assert.Equal(0, SyncsAfter(TimeSpan.FromMinutes(10)));
    }

    [Fact]
    public void A_burst_of_changes_is_one_sync_once_it_is_over()
    {
        var source = Watched();

        for (var i = 0; i < 4; i++)
        {
            source.Change();
            Assert.Equal(0, SyncsAfter(Second));
        }
        Assert.Equal(1, SyncsAfter(BurstTimer.Quiet));
        Assert.Equal(0, SyncsAfter(BurstTimer.Quiet));
        Assert.Equal(2, _woken);
    }

    [Fact]
    public void Changes_without_end_are_synced_all_the_same()
    {
        var source = Watched();
        var syncs = 0;

        for (var passed = TimeSpan.Zero; passed < BurstTimer.Longest * 2; passed += Second)
        {
            source.Change();
            syncs += SyncsAfter(Second);
        }

        Assert.Equal(2, syncs);
    }

    [Fact]
    public void What_changes_while_a_sync_runs_is_synced_after_it()
    {
        var source = Watched();
        _desk.Users.SyncNow("b1@old.example", null, Desk.Operator);
        var claim = Assert.Single(_desk.Queue().Claim(1));

        source.Change();
        _desk.Clock.Advance(BurstTimer.Quiet);
        _watches.Look();
        _desk.Queue().GiveBack(claim);
        _desk.Work();

        Assert.Equal(1, SyncsAfter(BurstTimer.Quiet));
    }

    [Fact]
    public void A_connection_that_broke_is_made_anew_after_a_pause_and_asks_for_a_sync_only_where_something_has_changed()
    {
        var source = Watched();

        Broken(source, WatchedMailbox.FirstPause);
        Assert.Equal(0, SyncsAfter(BurstTimer.Quiet));
        source.Looks = "otherwise";
        Broken(source, WatchedMailbox.FirstPause * 2);
        Assert.Equal(1, SyncsAfter(BurstTimer.Quiet));
        Assert.Single(Report(), static line => line.Contains("not watched for now", StringComparison.Ordinal));
    }

    [Fact]
    public void A_source_that_does_not_tell_of_changes_is_asked_once()
    {
        _sources.Tells = false;
        Synced("b", 1);
        _watches.Look();
        _sources["b1@old.example"].AwaitEnd();
        _sources.Tells = true;

        for (var hour = 0; hour < 3; hour++)
        {
            _desk.Clock.Advance(TimeSpan.FromHours(1));
            _watches.Look();
        }

        Assert.Empty(_sources.Watched);
        Assert.Contains(Report(), static line => line.Contains("by the timetable", StringComparison.Ordinal));
    }

    [Fact]
    public void A_mailbox_that_completes_is_watched_no_longer()
    {
        var source = Watched();

        _desk.Users.Set("b1@old.example", null, new MigrationUserChanges { CompleteAfter = "2024-06-01T12:00Z" }, null, Desk.Operator);
        _desk.Work();
        _desk.Clock.Advance(TimeSpan.FromSeconds(5));
        _watches.Look();

        source.AwaitEnd();
    }

    [Fact]
    public void A_connection_is_renewed_long_before_either_side_would_give_it_up()
    {
        var source = Watched();

        _desk.Clock.Advance(WatchedMailbox.RenewEvery);
        _watches.Look();
        _watches.Look();

        Assert.Equal(1, source.Renewals);
    }

    [Fact]
    public void Only_mailboxes_of_imap_servers_can_be_watched()
    {
        var refusal = Assert.Throws<InputException>(() => _desk.Endpoints.New(
            new NewMigrationEndpoint { Name = "proxy", RemoteServer = "proxy.example", Credentials = new EndpointCredentials("mig", "secret"), MaxWatchedMailboxes = 1 }, Desk.Operator, CancellationToken.None));

        Assert.Equal("maxWatchedMailboxes", Assert.Single(refusal.Errors).Field);
    }

    private void Synced(string batch, int users, Func<NewMigrationBatch, NewMigrationBatch>? with = null)
    {
        _desk.NewBatch(batch, users, with);
        _desk.Work();
    }

    /// <summary>A mailbox that is watched, and synced since that began.</summary>
    private FakeWatch Watched()
    {
        Synced("b", 1);
        Open("b1@old.example");
        Assert.Equal(1, SyncsAfter(BurstTimer.Quiet));
        return _sources["b1@old.example"];
    }

    private void Open(params string[] addresses)
    {
        _watches.Look();
        foreach (var address in addresses) _sources[address].AwaitOpening();
    }

    private void Broken(FakeWatch source, TimeSpan pause)
    {
        source.Break();
        Assert.True(SpinWait.SpinUntil(() => { _watches.Look(); return _watches.Watched == 0; }, Patience));
        _desk.Clock.Advance(pause - Second);
        _watches.Look();
        Assert.False(source.IsOpen);
        _desk.Clock.Advance(Second);
        Open("b1@old.example");
    }

    /// <summary>How many syncs are asked for after a time.</summary>
    private int SyncsAfter(TimeSpan time)
    {
        _desk.Clock.Advance(time);
        _watches.Look();
        var syncs = 0;
        _desk.Work(_ =>
        {
            syncs++;
            return new FakeSync();
        });
        return syncs;
    }

    private IEnumerable<string> Report() => _desk.Users.Report("b1@old.example", null).Entries.Select(static entry => entry.Message);
}
