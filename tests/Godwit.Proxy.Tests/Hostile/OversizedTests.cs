namespace Godwit.Proxy.Tests.Hostile;

/// <summary>What is too large is refused before memory is spent on it.</summary>
public sealed class OversizedTests
{
    public static TheoryData<string, int> Requests => new()
    {
        { $"GET /{new string('a', 9_000)} HTTP/1.1\r\nHost: localhost\r\n\r\n", 414 },
        { $"GET /health HTTP/1.1\r\nHost: localhost\r\nX: {new string('a', 200_000)}\r\n\r\n", 431 },
        { $"GET /health HTTP/1.1\r\nHost: localhost\r\n{string.Concat(Enumerable.Range(0, 2_000).Select(i => $"X-{i}: a\r\n"))}\r\n", 431 },
        { BesiegedProxy.Head("GET", "/EWS/mrsproxy.svc/hello", "X-AnchorMailbox: " + new string('a', 60_000) + "@mail.example") + "\r\n", 400 },
        { $"GET /EWS/mrsproxy.svc HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAuthorization: Basic {new string('A', 80_000)}\r\n\r\n", 401 },
        { $"GET /EWS/mrsproxy.svc HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAuthorization: Negotiate {new string('A', 80_000)}\r\n\r\n", 401 },
        { $"GET /EWS/mrsproxy.svc HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAuthorization: Bearer {new string('A', 80_000)}\r\n\r\n", 401 },
        { BesiegedProxy.Head("POST", "/EWS/mrsproxy.svc/list-folders", "X-AnchorMailbox: anna@mail.example", "Content-Length: 99999999999") + "\r\n", 413 },
    };

    [Theory, MemberData(nameof(Requests))]
    public async Task It_is_refused_by_its_own_status_and_the_next_client_is_served(string request, int status)
    {
        await using var proxy = await BesiegedProxy.StartAsync();

        Assert.Equal(status, BesiegedProxy.StatusOf(await RawClient.ExchangeAsync(proxy.Port, BesiegedProxy.Bytes(request))));
        Assert.True((await proxy.Running.EverythingWrittenAsync()).Length < 60_000);
        proxy.ServesTheHonest();
    }
}
