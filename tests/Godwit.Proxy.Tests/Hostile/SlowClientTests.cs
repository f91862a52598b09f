namespace Godwit.Proxy.Tests.Hostile;

/// <summary>Who sends a byte now and then keeps nothing but his own connection, and that not for long.</summary>
public sealed class SlowClientTests
{
    private static readonly TimeSpan Drip = TimeSpan.FromMilliseconds(100);

    [Fact]
    public async Task Heads_that_come_byte_by_byte_are_cut_off_and_everybody_else_is_served_meanwhile()
    {
        await using var proxy = await BesiegedProxy.StartAsync(listening: settings => settings with { HeadTimeout = TimeSpan.FromSeconds(1) });

        var drips = Enumerable.Range(0, 40).Select(_ => DripAsync(proxy.Port, "", "GET /EWS/mrsproxy.svc HTTP/1.1\r\nHost: localhost\r\n")).ToList();
        proxy.ServesTheHonest();
        foreach (var said in await Task.WhenAll(drips)) Assert.Contains(BesiegedProxy.StatusOf(said), (int[])[0, 408]);

        Assert.Contains(await proxy.Running.LinesAsync("HTTPERR"), line => line.Contains("Timer_HeaderWait", StringComparison.Ordinal));
        proxy.ServesTheHonest();
    }

    [Fact]
    public async Task Bodies_that_come_byte_by_byte_are_cut_off_and_everybody_else_is_served_meanwhile()
    {
        await using var proxy = await BesiegedProxy.StartAsync();
        var head = BesiegedProxy.Head("POST", "/EWS/mrsproxy.svc/list-folders", "X-AnchorMailbox: anna@mail.example", "Content-Length: 30000000") + "\r\n";

        var drips = Enumerable.Range(0, 20).Select(_ => DripAsync(proxy.Port, head, "")).ToList();
        proxy.ServesTheHonest();
        foreach (var said in await Task.WhenAll(drips)) Assert.Contains(BesiegedProxy.StatusOf(said), (int[])[0, 200, 408]);

        proxy.ServesTheHonest();
    }

    /// <summary>Sends one byte after the other until the server has enough of it, and gives what it said.</summary>
    private static async Task<string> DripAsync(int port, string whole, string begin)
    {
        await using var client = await RawClient.ConnectAsync(port);
        Assert.True(await client.TrySendAsync(BesiegedProxy.Bytes(whole + begin)));
        var said = client.ReadToEndAsync();
        using var ticks = new PeriodicTimer(Drip);
        while (!said.IsCompleted && await client.TrySendAsync("a"u8.ToArray())) await ticks.WaitForNextTickAsync();
        return await said;
    }
}
