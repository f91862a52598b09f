namespace Godwit.Connectors.Imap.Tests.Watching;

public sealed class ImapWatchTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly MessageFlags Seen = new(SystemFlags.Seen);

    [Fact]
    public async Task Everything_that_happens_in_the_inbox_is_told()
    {
        using var server = World.Start();
        server.Inbox().Fill(3);
        using var watched = await WatchedAsync(server);

        foreach (var act in (Action[])[() => server.Inbox().Fill(1), () => server.Inbox().ChangeFlags(2, Seen), () => server.Inbox().Expunge(1)])
        {
            act();
            Assert.True(await watched.Changes.WaitAsync(Patience));
        }
        await watched.EndAsync();
    }

    [Fact]
    public void An_inbox_looks_otherwise_after_any_change_and_the_same_without_one()
    {
        using var server = World.Start();
        server.Inbox().Fill(3);
        InboxState Look()
        {
            using var watch = ImapWatch.Open(ImapFixture.Settings(server), static () => { }, CancellationToken.None);
            return watch!.Inbox;
        }

        var before = Look();

        Assert.Equal(before, Look());
        server.Inbox().ChangeFlags(2, Seen);
        Assert.NotEqual(before, Look());
    }

    [Fact]
    public async Task A_renewed_watch_goes_on_on_the_same_connection_and_tells_nothing_of_it()
    {
        using var server = World.Start();
        using var watched = await WatchedAsync(server);

        await IdlesAsync(server, 2, watched.Watch.Renew);   // until the server has taken the first one, there is nothing to renew
        Assert.Equal(0, watched.Changes.CurrentCount);
        server.Inbox().Fill(1);

        Assert.True(await watched.Changes.WaitAsync(Patience));
        Assert.Equal(1, server.Log.Count("EXAMINE"));
        await watched.EndAsync();
    }

    [Fact]
    public void A_server_without_idle_is_not_watched()
    {
        using var server = World.Start(ServerProfile.Dovecot.Without("IDLE"));

        Assert.Null(ImapWatch.Open(ImapFixture.Settings(server), static () => { }, CancellationToken.None));
    }

    [Fact]
    public void A_server_that_ends_it_by_itself_is_not_asked_again_and_again()
    {
        using var server = World.Start();
        server.OnCommand("IDLE", static command => command.Refuse("OK enough"), times: 100);
        using var watch = ImapWatch.Open(ImapFixture.Settings(server), static () => { }, CancellationToken.None);

        Assert.Equal(ConnectorFaults.ProtocolViolation, World.FaultOf(() => watch!.Run(CancellationToken.None)).Kind);
        Assert.Equal(1, server.Log.Count("IDLE"));
    }

    [Fact]
    public async Task A_connection_that_is_cut_is_a_fault()
    {
        using var server = World.Start();
        var watched = await WatchedAsync(server);

        server.Dispose();

        Assert.True((await Assert.ThrowsAsync<FaultException>(() => watched.Running.WaitAsync(Patience))).Fault.IsTransient);
        watched.Dispose();
    }

    private sealed record Watched(ImapWatch Watch, SemaphoreSlim Changes, CancellationTokenSource End, Task Running) : IDisposable
    {
        public async Task EndAsync()
        {
            await End.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Running.WaitAsync(Patience));
        }

        public void Dispose()
        {
            Watch.Dispose();
            Changes.Dispose();
            End.Dispose();
        }
    }

    /// <summary>A watch that the server has begun to serve.</summary>
    private static async Task<Watched> WatchedAsync(ImapTestServer server)
    {
        var (changes, end) = (new SemaphoreSlim(0), new CancellationTokenSource());
        var watch = ImapWatch.Open(ImapFixture.Settings(server), () => changes.Release(), end.Token)!;
        var running = Task.Factory.StartNew(() => watch.Run(end.Token), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        await IdlesAsync(server, 1);
        return new Watched(watch, changes, end, running);
    }

    private static async Task IdlesAsync(ImapTestServer server, int times, Action? meanwhile = null)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (server.Log.Count("IDLE") < times)
        {
            meanwhile?.Invoke();
            await Task.Delay(5, patience.Token);   // between two looks
        }
    }
}
