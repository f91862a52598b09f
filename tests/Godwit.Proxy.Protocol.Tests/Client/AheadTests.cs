using Godwit.Connectors.Memory;
using Microsoft.AspNetCore.Http;

namespace Godwit.Proxy.Protocol.Tests;

/// <summary>Listings that are asked for before their turn are those that would be given in their turn.</summary>
public sealed class AheadTests
{
    private static readonly FolderPath[] Paths = [FolderPath.Inbox, FolderPath.Of("one"), FolderPath.Of("two"), FolderPath.Of("three")];

    private static void Fill(MemoryMailbox mailbox)
    {
        foreach (var (path, i) in Paths.Select((path, i) => (path, i)))
        {
            if (!path.IsInbox) mailbox.CreateFolder(path);
            foreach (var message in SketchedMessage.Plains(10 + i)) mailbox.Deliver(path, MemoryContent.Of(message.Bytes), message.Flags, message.Received);
        }
    }

    private static ScriptedProxy Start(Func<HttpContext, Func<Task>, Task>? before = null)
    {
        var proxy = new ScriptedProxy(before);
        Fill(proxy.Mailbox);
        return proxy;
    }

    private static List<Folder> Folders(IMailboxSource lane) => [.. Paths.Select(path => lane.Find(path))];

    private static List<Folder> Expect(IMailboxSource lane)
    {
        var folders = Folders(lane);
        ((IReadsAhead)lane).ExpectListings(folders);
        return folders;
    }

    private static int Asked(ScriptedProxy proxy, Operation operation) => proxy.Operations.Count(name => name == operation.Name());

    private static Func<HttpContext, Func<Task>, Task> Without(Operation operation, Action<HttpResponse> refuse) => (context, proxy) =>
    {
        if (!context.Request.Path.Value!.EndsWith(operation.Name(), StringComparison.Ordinal)) return proxy();
        refuse(context.Response);
        return Task.CompletedTask;
    };

    internal static Func<HttpContext, Func<Task>, Task> OlderThan(Operation operation) => Without(operation, response =>
    {
        response.StatusCode = StatusCodes.Status404NotFound;
        response.Headers[ProtocolHeaders.Protocol] = "1";
        response.Headers[ProtocolHeaders.Reason] = RefusalReasons.UnknownOperation;
    });

    [Theory]
    [InlineData(Link.Http1)]
    [InlineData(Link.Http2)]
    [InlineData(Link.Tls1)]
    [InlineData(Link.Tls2)]
    public void What_is_listed_ahead_is_what_the_store_lists(Link link)
    {
        var mailbox = new MemoryMailbox("anna", new MemoryOptions());
        Fill(mailbox);
        var store = new MemoryConnector(mailbox);
        using var lane = new ProxyConnector(ProxyHost.Shared.Settings(ProxyHost.Shared.Register(store), link)).OpenSource(CancellationToken.None);
        using var direct = store.OpenSource(CancellationToken.None);
        foreach (var folder in Expect(lane)) Assert.Equal(direct.ListAll(folder), lane.ListAll(folder));
        Assert.Equal(13, lane.ReadAll(lane.Find(Paths[3])).Count);
    }

    [Fact]
    public void Expected_listings_come_in_one_request_however_often_they_are_announced()
    {
        using var proxy = Start();
        using var lane = proxy.Connector.OpenSource(CancellationToken.None);
        var folders = Expect(lane);
        ((IReadsAhead)lane).ExpectListings([.. folders]);
        Assert.Equal([10, 11, 12, 13], folders.Select(folder => lane.ListAll(folder).Count));
        Assert.Equal((1, 0), (Asked(proxy, Operation.ListSeveral), Asked(proxy, Operation.ListMessages)));
    }

    [Fact]
    public void A_proxy_that_does_not_know_how_is_asked_once_and_lists_one_by_one()
    {
        using var proxy = Start(OlderThan(Operation.ListSeveral));
        using var lane = proxy.Connector.OpenSource(CancellationToken.None);
        var folders = Expect(lane);
        Assert.Equal([10, 11, 12, 13], folders.Select(folder => lane.ListAll(folder).Count));
        ((IReadsAhead)lane).ExpectListings(folders);
        Assert.Equal(10, lane.ListAll(folders[0]).Count);
        Assert.Equal((1, 5), (Asked(proxy, Operation.ListSeveral), Asked(proxy, Operation.ListMessages)));
    }

    [Theory]
    [InlineData(StatusCodes.Status403Forbidden)]
    [InlineData(StatusCodes.Status404NotFound)]
    [InlineData(StatusCodes.Status405MethodNotAllowed)]
    public void A_device_that_lets_known_paths_through_only_costs_no_move(int status)
    {
        using var proxy = Start(Without(Operation.ListSeveral, response => response.StatusCode = status));
        using var lane = proxy.Connector.OpenSource(CancellationToken.None);
        Assert.Equal([10, 11, 12, 13], Expect(lane).Select(folder => lane.ListAll(folder).Count));
    }

    [Fact]
    public void Whatever_else_is_asked_for_ends_it()
    {
        using var proxy = Start();
        using var lane = proxy.Connector.OpenSource(CancellationToken.None);
        var folders = Expect(lane);
        Assert.Equal(4, lane.ReadStatus(folders, CancellationToken.None).Count);
        Expect(lane);
        Assert.Equal(12, lane.ListAll(folders[2]).Count);
        Expect(lane);
        Assert.Equal(10, lane.ReadAll(folders[0]).Count);
        Assert.Equal(11, lane.ListAll(folders[1]).Count);
    }

    [Fact]
    public void A_listing_that_is_given_up_early_leaves_the_lane_usable()
    {
        using var proxy = Start();
        using var lane = proxy.Connector.OpenSource(CancellationToken.None);
        var folders = Expect(lane);
        using (var listing = lane.ListMessages(folders[0], default, null, CancellationToken.None)) Assert.True(listing.MoveNext(out _));
        Assert.Equal([10, 11, 12, 13], folders.Select(folder => lane.ListAll(folder).Count));
    }

    [Fact]
    public void A_folder_that_has_gone_says_so_and_the_others_are_listed()
    {
        using var proxy = Start();
        using var lane = proxy.Connector.OpenSource(CancellationToken.None);
        var folders = Folders(lane);
        proxy.Mailbox.DeleteFolder(Paths[1]);
        ((IReadsAhead)lane).ExpectListings(folders);
        Assert.Equal(10, lane.ListAll(folders[0]).Count);
        var fault = Assert.Throws<FaultException>(() => lane.ListAll(folders[1])).Fault;
        Assert.Equal((Reach.Folder, Side.Source), (fault.Reach, fault.Side));
        Assert.Equal([12, 13], folders[2..].Select(folder => lane.ListAll(folder).Count));
        Assert.Equal((1, 0), (Asked(proxy, Operation.ListSeveral), Asked(proxy, Operation.ListMessages)));
    }

    /// <summary>In each folder one message comes, one is flagged and one goes.</summary>
    private static void Change(MemoryMailbox mailbox)
    {
        foreach (var path in Paths)
        {
            mailbox.Deliver(path, MemoryContent.Of("Subject: new\r\n\r\n"u8.ToArray()));
            Assert.True(mailbox.SetFlags(path, 3, new MessageFlags(SystemFlags.Flagged)) && mailbox.Expunge(path, 5));
        }
    }

    private static List<ExpectedListing> ExpectChanges(IMailboxSource lane, List<Folder> folders, IEnumerable<FolderStatus?> states)
    {
        List<ExpectedListing> expected = [.. folders.Zip(states).Select(pair => new ExpectedListing(pair.First, pair.Second!.Generation, pair.Second.Marker))];
        ((IReadsAhead)lane).ExpectListings(expected);
        return expected;
    }

    private static string Listed(IMailboxSource lane, ExpectedListing expected)
    {
        using var listing = lane.ListMessages(expected.Folder, expected.Generation, expected.Since, CancellationToken.None);
        var uids = UidSet.Of(listing.ToList().Select(entry => entry.Uid));
        return listing.IsDelta ? $"{uids} came or changed, {listing.Vanished(UidSet.Range(1, 50))} went" : $"{uids} are there";
    }

    [Fact]
    public void Changes_of_several_folders_come_in_one_request()
    {
        using var proxy = Start();
        using var lane = proxy.Connector.OpenSource(CancellationToken.None);
        var folders = Folders(lane);
        var states = lane.ReadStatus(folders, CancellationToken.None);
        Change(proxy.Mailbox);
        var expected = ExpectChanges(lane, folders, states);
        Assert.Equal(Enumerable.Range(11, 4).Select(uid => $"3,{uid} came or changed, 5 went"), expected.Select(listing => Listed(lane, listing)));
        Assert.Equal((1, 0), (Asked(proxy, Operation.ListSeveral), Asked(proxy, Operation.ListMessages)));
    }

    [Fact]
    public void A_whole_listing_in_place_of_announced_changes_is_whole()
    {
        using var proxy = Start();
        using var lane = proxy.Connector.OpenSource(CancellationToken.None);
        var folders = Folders(lane);
        var states = lane.ReadStatus(folders, CancellationToken.None);
        Change(proxy.Mailbox);
        ExpectChanges(lane, folders, states);
        Assert.Equal([10, 11, 12, 13], folders.Select(folder => lane.ListAll(folder).Count));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(150)]
    [InlineData(350)]
    public void Listings_that_are_cut_are_a_fault_and_close_the_lane(int bytes)
    {
        using var proxy = Start(CutTests.Cutting(Operation.ListSeveral, bytes, politely: true));
        using var lane = proxy.Connector.OpenSource(CancellationToken.None);
        var folders = Expect(lane);
        var fault = Assert.Throws<FaultException>(() => folders.ForEach(folder => lane.ListAll(folder))).Fault;
        Assert.Equal((ProxyFaults.StreamCut.Code, FaultOutcome.NotDone), (fault.Code, fault.Outcome));
        lane.ShouldBeClosed();
    }

    [Fact]
    public void More_folders_than_a_request_may_name_go_in_several()
    {
        using var proxy = Start();
        for (var i = 0; i < WireLimits.MaxFoldersTogether; i++) proxy.Mailbox.CreateFolder(FolderPath.Of($"folder {i}"));
        using var lane = proxy.Connector.OpenSource(CancellationToken.None);
        var folders = lane.ListFolders(CancellationToken.None).Select(entry => entry.Folder).ToList();
        ((IReadsAhead)lane).ExpectListings(folders);
        Assert.Equal(46, folders.Sum(folder => lane.ListAll(folder).Count));
        Assert.Equal((2, 0), (Asked(proxy, Operation.ListSeveral), Asked(proxy, Operation.ListMessages)));
    }

    [Fact]
    public void A_lane_is_closed_while_it_asks_ahead()
    {
        using var asked = new SemaphoreSlim(0);
        using var proxy = Start(async (context, proxied) =>
        {
            if (!context.Request.Path.Value!.EndsWith(Operation.ListSeveral.Name(), StringComparison.Ordinal))
            {
                await proxied();
                return;
            }
            asked.Release();
            await Task.Delay(Timeout.InfiniteTimeSpan, context.RequestAborted);
        });
        var lane = proxy.Connector.OpenSource(CancellationToken.None);
        Expect(lane);
        asked.Wait(TestContext.Current.CancellationToken);
        lane.Dispose();
        Assert.Throws<ObjectDisposedException>(() => lane.ListFolders(CancellationToken.None));
    }

    [Fact]
    public void A_token_that_strikes_while_the_answer_is_waited_for_closes_the_lane()
    {
        using var cancelling = new CancellationTokenSource();
        using var proxy = Start(async (context, proxied) =>
        {
            if (!context.Request.Path.Value!.EndsWith(Operation.ListSeveral.Name(), StringComparison.Ordinal))
            {
                await proxied();
                return;
            }
            await cancelling.CancelAsync();
            await Task.Delay(Timeout.InfiniteTimeSpan, context.RequestAborted);
        });
        using var lane = proxy.Connector.OpenSource(CancellationToken.None);
        var folders = Folders(lane);
        ((IReadsAhead)lane).ExpectListings(folders);
        Assert.ThrowsAny<OperationCanceledException>(() => lane.ListMessages(folders[0], default, null, cancelling.Token).Dispose());
    }
}
