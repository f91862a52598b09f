using System.Text;
using Godwit.Connectors.Memory;
using Microsoft.AspNetCore.Http;

namespace Godwit.Proxy.Protocol.Tests;

/// <summary>Devices that take no long requests, and messages that are longer than a batch.</summary>
public sealed class SizeTests
{
    private static readonly FolderPath Work = FolderPath.Of("Work");

    private static ScriptedProxy Limited(long bytes) => new((context, proxy) =>
    {
        if (context.Request.ContentLength <= bytes || HttpMethods.IsGet(context.Request.Method)) return proxy();
        context.Response.StatusCode = StatusCodes.Status413PayloadTooLarge;
        context.Response.Headers.Server = "nginx/1.22.1";
        return Task.CompletedTask;
    });

    private static SketchedMessage Long(int number, int bytes) => new(Encoding.ASCII.GetBytes($"Subject: {number}\r\n\r\n" + new string((char)('a' + number % 26), bytes)));

    [Fact]
    public void A_batch_that_is_too_long_for_a_device_is_halved_until_it_fits()
    {
        using var proxy = Limited(100_000);
        using var lane = proxy.Connector.OpenTarget(CancellationToken.None);
        var folder = lane.CreateFolder(Work, SpecialUse.None, CancellationToken.None);
        var messages = Enumerable.Range(0, 60).Select(n => Long(n, 20_000)).ToArray();
        var outcomes = lane.Append(folder, messages);
        Assert.Equal(Enumerable.Range(0, 60).Select(n => SketchFeed.FirstTicket + n), outcomes.StoredTickets);
        Assert.Equal(messages.Select(m => m.Digest), lane.ReadAll(folder).Select(r => Digests.Of(r.Bytes)));
        var before = proxy.Requests;
        lane.Append(folder, messages);
        Assert.True(proxy.Requests - before < before, "What a device takes is remembered.");
    }

    [Theory]
    [InlineData(300_000)]
    [InlineData(6_000_000)]
    public void A_single_message_that_is_too_long_is_refused_with_the_name_of_the_device(int bytes)
    {
        using var proxy = Limited(200_000);
        using var lane = proxy.Connector.OpenTarget(CancellationToken.None);
        var folder = lane.CreateFolder(Work, SpecialUse.None, CancellationToken.None);
        var outcomes = lane.Append(folder, Long(1, 1_000), Long(2, bytes), Long(3, 1_000));
        Assert.Equal([SketchFeed.FirstTicket, SketchFeed.FirstTicket + 2], outcomes.StoredTickets);
        var refused = outcomes.All[1];
        Assert.Equal((SketchFeed.FirstTicket + 1, 1, ProxyFaults.SizeRefused.Code), (refused.Ticket, refused.GroupSize, refused.Refusal!.Code));
        Assert.Contains("nginx/1.22.1", refused.Refusal.Told, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Link.Http1, 4 * 1024 * 1024 + 1)]
    [InlineData(Link.Http2, 4 * 1024 * 1024 + 1)]
    [InlineData(Link.Tls1, 64 * 1024 * 100)]
    [InlineData(Link.Tls2, 64 * 1024 * 100)]
    public void A_message_longer_than_a_batch_goes_alone_between_its_neighbours(Link link, int bytes)
    {
        var mailbox = new MemoryMailbox("anna", new MemoryOptions());
        var settings = ProxyHost.Shared.Settings(ProxyHost.Shared.Register(new MemoryConnector(mailbox)), link);
        using var lane = new ProxyConnector(settings).OpenTarget(CancellationToken.None);
        var folder = lane.CreateFolder(Work, SpecialUse.None, CancellationToken.None);
        var exact = Long(2, 0) with { Bytes = new byte[bytes] };
        SketchedMessage[] messages = [Long(1, 10), exact, Long(3, 10), exact, exact, Long(4, 10)];
        Assert.Equal(6, lane.Append(folder, messages).StoredTickets.Count);
        Assert.Equal(messages.Select(m => m.Digest), lane.ReadAll(folder).Select(r => Digests.Of(r.Bytes)));
    }

    [Theory]
    [InlineData(Link.Http1, -1)]
    [InlineData(Link.Http1, 1)]
    [InlineData(Link.Http2, -1)]
    [InlineData(Link.Http2, 1)]
    public void A_long_message_of_another_length_than_announced_is_not_stored(Link link, int difference)
    {
        var mailbox = new MemoryMailbox("anna", new MemoryOptions());
        var settings = ProxyHost.Shared.Settings(ProxyHost.Shared.Register(new MemoryConnector(mailbox)), link);
        using var lane = new ProxyConnector(settings).OpenTarget(CancellationToken.None);
        var folder = lane.CreateFolder(Work, SpecialUse.None, CancellationToken.None);
        var feed = new SketchFeed(Long(1, 5_000_000)) { BadIndex = 0, BadLengthOffset = difference };
        var outcomes = new RecordedOutcomes();
        var options = new AppendOptions(lane.GenerationOf(folder));
        Assert.Throws<FaultException>(() => lane.Append(folder, feed, outcomes, options, CancellationToken.None));
        Assert.Empty(outcomes.All);
        lane.ShouldBeClosed();
        using var after = new MemoryConnector(mailbox).OpenSource(CancellationToken.None);
        Assert.Empty(after.ListAll(folder));
    }

    [Fact]
    public void A_long_message_whose_feed_breaks_is_not_stored_and_the_feeds_own_exception_comes_through()
    {
        using var proxy = new ScriptedProxy();
        using var lane = proxy.Connector.OpenTarget(CancellationToken.None);
        var folder = lane.CreateFolder(Work, SpecialUse.None, CancellationToken.None);
        var broken = new InvalidOperationException("the source broke");
        var feed = new SketchFeed(Long(1, 10), Long(2, 9_000_000)) { BadIndex = 1, InMidBody = () => throw broken };
        var options = new AppendOptions(lane.GenerationOf(folder));
        Assert.Same(broken, Assert.ThrowsAny<Exception>(() => lane.Append(folder, feed, new RecordedOutcomes(), options, CancellationToken.None)));
        lane.ShouldBeClosed();
        using var after = new MemoryConnector(proxy.Mailbox).OpenSource(CancellationToken.None);
        Assert.Single(after.ListAll(folder));
    }
}
