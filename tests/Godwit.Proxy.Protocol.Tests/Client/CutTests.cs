using Godwit.Connectors.Memory;
using Microsoft.AspNetCore.Http;

namespace Godwit.Proxy.Protocol.Tests;

/// <summary>Links that break: what was cut is never taken for short, and what may have been done is never said not to be.</summary>
public sealed class CutTests
{
    private static readonly FolderPath Work = FolderPath.Of("Work");

    private static ScriptedProxy With(Func<HttpContext, Func<Task>, Task> before, int messages = 30)
    {
        var proxy = new ScriptedProxy(before);
        proxy.Mailbox.CreateFolder(Work);
        foreach (var message in SketchedMessage.Plains(messages)) proxy.Mailbox.Deliver(Work, MemoryContent.Of(message.Bytes), message.Flags, message.Received);
        return proxy;
    }

    private static bool Is(HttpContext context, Operation operation) => context.Request.Path.Value!.EndsWith(operation.Name(), StringComparison.Ordinal);

    /// <summary>Lets so many bytes of the answers to this operation through; then the connection breaks, or the answer ends as if it were whole.</summary>
    internal static Func<HttpContext, Func<Task>, Task> Cutting(Operation operation, int bytes, bool politely) => async (context, proxy) =>
    {
        if (!Is(context, operation))
        {
            await proxy();
            return;
        }
        var real = context.Response.Body;
        using var whole = new MemoryStream();
        context.Response.Body = whole;
        await proxy();
        context.Response.Body = real;
        await real.WriteAsync(whole.GetBuffer().AsMemory(0, (int)Math.Min(bytes, whole.Length)));
        await real.FlushAsync();
        if (!politely) context.Abort();
    };

    [Theory]
    [InlineData(10, false)]
    [InlineData(700, false)]
    [InlineData(3_000, false)]
    [InlineData(10, true)]
    [InlineData(700, true)]
    [InlineData(3_000, true)]
    public void A_reading_that_is_cut_is_a_fault_and_closes_the_lane(int bytes, bool politely)
    {
        using var proxy = With(Cutting(Operation.ReadMessages, bytes, politely));
        using var lane = proxy.Connector.OpenSource(CancellationToken.None);
        var fault = Assert.Throws<FaultException>(() => lane.ReadAll(lane.Find(Work))).Fault;
        ShouldTellACut(fault, politely);
        lane.ShouldBeClosed();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_listing_that_is_cut_is_a_fault(bool politely)
    {
        using var proxy = With(Cutting(Operation.ListMessages, 150, politely));
        using var lane = proxy.Connector.OpenSource(CancellationToken.None);
        ShouldTellACut(Assert.Throws<FaultException>(() => lane.ListAll(lane.Find(Work))).Fault, politely);
    }

    /// <summary>A balancer closes so whose proxy has just died; that passes.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_handshake_that_breaks_off_is_tried_again(bool politely)
    {
        using var listener = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        listener.Start();
        var closing = CloseAsync(listener, politely);
        var endpoint = new Uri(FormattableString.Invariant($"https://{listener.LocalEndpoint}{ProxySettings.UsualPath}"));
        var connector = new ProxyConnector(new ProxySettings(endpoint, "anna@example.org", _ => new ProxyCredential("admin", "secret")));

        var fault = Assert.Throws<FaultException>(() => connector.OpenSource(CancellationToken.None)).Fault;

        Assert.Equal((ConnectorFaults.ConnectionLost.Code, Side.Network, true), (fault.Code, fault.Side, fault.IsTransient));
        await closing;
    }

    private static async Task CloseAsync(System.Net.Sockets.TcpListener listener, bool politely)
    {
        using var socket = await listener.AcceptSocketAsync();
        await socket.ReceiveAsync(new byte[1]); // the hello has come
        if (!politely) socket.LingerState = new System.Net.Sockets.LingerOption(true, 0);
    }

    /// <summary>A connection that is reset may take along what was sent before, the answer's beginning included.</summary>
    private static void ShouldTellACut(Fault fault, bool politely)
    {
        Assert.Contains(fault.Code, politely ? [ProxyFaults.StreamCut.Code] : (string[])[ProxyFaults.StreamCut.Code, ConnectorFaults.ConnectionLost.Code]);
        Assert.Equal((true, FaultOutcome.NotDone), (fault.IsTransient, fault.Outcome));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void An_append_whose_answer_is_lost_is_unknown_and_was_done(bool politely)
    {
        using var proxy = With(Cutting(Operation.Append, 0, politely), messages: 0);
        using var lane = proxy.Connector.OpenTarget(CancellationToken.None);
        var folder = lane.Find(Work);
        var fault = Assert.Throws<FaultException>(() => lane.Append(folder, SketchedMessage.Plains(3))).Fault;
        Assert.Equal(FaultOutcome.Unknown, fault.Outcome);
        using var after = new MemoryConnector(proxy.Mailbox).OpenSource(CancellationToken.None);
        Assert.Equal(3, after.ListAll(folder).Count);
        Assert.Single(proxy.Operations, "append");
    }

    [Theory]
    [InlineData(502)]
    [InlineData(503)]
    [InlineData(504)]
    [InlineData(500)]
    public void A_gateway_that_lost_an_append_leaves_it_unknown(int status)
    {
        using var proxy = With(
            async (context, proxied) =>
            {
                if (!Is(context, Operation.Append)) await proxied();
                else context.Response.StatusCode = status;
            },
            messages: 0);
        using var lane = proxy.Connector.OpenTarget(CancellationToken.None);
        Assert.Equal(FaultOutcome.Unknown, Assert.Throws<FaultException>(() => lane.Append(lane.Find(Work), SketchedMessage.Plain(1))).Fault.Outcome);
    }

    [Fact]
    public void An_append_that_a_full_proxy_turned_away_was_certainly_not_done()
    {
        using var proxy = With(
            async (context, proxied) =>
            {
                if (!Is(context, Operation.Append))
                {
                    await proxied();
                    return;
                }
                context.Response.Headers[ProtocolHeaders.Protocol] = "1";
                context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            },
            messages: 0);
        using var lane = proxy.Connector.OpenTarget(CancellationToken.None);
        Assert.Equal(FaultOutcome.NotDone, Assert.Throws<FaultException>(() => lane.Append(lane.Find(Work), SketchedMessage.Plain(1))).Fault.Outcome);
    }

    [Fact]
    public void A_request_that_is_cut_within_a_message_stores_nothing_of_it()
    {
        using var proxy = With(
            async (context, proxied) =>
            {
                if (Is(context, Operation.Append)) context.Request.Body = new CutStream(context.Request.Body, 800);
                await proxied();
            },
            messages: 0);
        using var lane = proxy.Connector.OpenTarget(CancellationToken.None);
        var folder = lane.Find(Work);
        Assert.Equal(FaultOutcome.Unknown, Assert.Throws<FaultException>(() => lane.Append(folder, SketchedMessage.Plains(9))).Fault.Outcome);
        using var after = new MemoryConnector(proxy.Mailbox).OpenSource(CancellationToken.None);
        Assert.Empty(after.ListAll(folder));
    }

    /// <summary>A stream that ends early, politely.</summary>
    private sealed class CutStream(Stream inner, int bytes) : MemoryStream
    {
        private int _left = bytes;

        public override int Read(byte[] buffer, int offset, int count)
        {
            var read = inner.Read(buffer, offset, Math.Min(count, _left));
            _left -= read;
            return read;
        }
    }
}
