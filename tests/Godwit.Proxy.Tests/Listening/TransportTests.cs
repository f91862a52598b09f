using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Text;
using Godwit.Proxy.AllowList;
using Godwit.Proxy.Configuration;

namespace Godwit.Proxy.Tests.Listening;

/// <summary>TLS reaches to the proxy or nothing is served; addresses are believed only where they can be.</summary>
public sealed class TransportTests : IAsyncDisposable
{
    private readonly Organisation _organisation = new();

    [Fact]
    public async Task Plain_http_on_the_tls_port_is_refused_with_a_reason_that_names_offload()
    {
        var proxy = await _organisation.StartAsync();

        var answer = await PlainAsync(proxy.Address.Port);

        Assert.StartsWith("HTTP/1.1 403 ", answer, StringComparison.Ordinal);
        Assert.Contains("X-Godwit-Reason: SslOffload", answer, StringComparison.Ordinal);
        Assert.Contains("X-FEServer: fe1", answer, StringComparison.Ordinal);
        Assert.Contains("SSL offload", answer, StringComparison.Ordinal);
        Assert.Equal("403 4 5", await proxy.LastStatusAsync());
    }

    [Fact]
    public async Task The_plain_listener_only_refuses()
    {
        var proxy = await _organisation.StartAsync(c => c with { Listening = c.Listening with { RefusingAddresses = [new IPEndPoint(IPAddress.Loopback, 0)] } });

        var answer = await PlainAsync(proxy.Server.Addresses.Single(address => address.Scheme == "http").Port);

        Assert.StartsWith("HTTP/1.1 403 ", answer, StringComparison.Ordinal);
        Assert.Equal("403 4 5", await proxy.LastStatusAsync());
    }

    [Theory]
    [InlineData("127.0.0.0/8", HttpStatusCode.Forbidden)]
    [InlineData("10.0.0.0/8", HttpStatusCode.BadRequest)]
    public async Task A_balancer_that_says_http_is_believed_only_when_it_is_ours(string balancers, HttpStatusCode expected)
    {
        var proxy = await _organisation.StartAsync(c => c with { Balancers = [Range(balancers)] });

        using var answer = await proxy.AskAsync("mig", change: request => request.Headers.Add("X-Forwarded-Proto", "http"));

        Assert.Equal(expected, answer.StatusCode);
    }

    [Theory]
    [InlineData("203.0.113.7", "203.0.113.7")]
    [InlineData("198.51.100.1, 203.0.113.7", "203.0.113.7")]
    [InlineData("203.0.113.7, 127.0.0.9", "203.0.113.7")]
    [InlineData("rubbish", "127.0.0.1")]
    [InlineData("203.0.113.7:4711", "203.0.113.7")]
    public async Task The_client_is_the_last_hop_that_is_no_balancer_of_ours(string forwarded, string client)
    {
        var proxy = await _organisation.StartAsync(c => c with { Balancers = [Range("127.0.0.0/8")] });

        using var answer = await proxy.AskAsync("mig", change: request => request.Headers.TryAddWithoutValidation("X-Forwarded-For", forwarded));

        Assert.Equal(client, (await proxy.LinesAsync("W3SVC1")).Single().Split(' ')[8]);
    }

    [Fact]
    public async Task An_address_that_is_not_allowed_is_refused_and_logged_like_HTTPERR()
    {
        var proxy = await _organisation.StartAsync(c => c with { AllowList = new AllowListSettings([Range("192.0.2.0/24")], null, null, null, TimeSpan.Zero) });

        using var answer = await proxy.AskAsync("mig");
        using var health = await proxy.AskAsync(path: "/health");

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Equal("AddressBlocked", answer.Headers.GetValues(ProxyHeaders.Reason).Single());
        Assert.Equal(HttpStatusCode.OK, health.StatusCode);
        Assert.Contains(await proxy.LinesAsync("W3SVC1"), line => line.Contains(" 403 6 5 ", StringComparison.Ordinal));
        Assert.EndsWith(" HTTP/1.1 GET /EWS/mrsproxy.svc 403 1 Forbidden MRSProxy", Assert.Single(await proxy.LinesAsync("HTTPERR")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_allow_list_is_read_again_when_its_file_changes()
    {
        var file = _organisation.PathOf("allow.txt");
        await File.WriteAllTextAsync(file, "192.0.2.0/24\n");
        var proxy = await _organisation.StartAsync(c => c with { AllowList = new AllowListSettings([], file, null, null, TimeSpan.Zero) });

        using var before = await proxy.AskAsync("mig");
        await File.WriteAllTextAsync(file, "192.0.2.0/24 # documentation\n127.0.0.1\n");
        using var after = await proxy.AskAsync("mig");

        Assert.Equal((HttpStatusCode.Forbidden, HttpStatusCode.BadRequest), (before.StatusCode, after.StatusCode));
    }

    [Fact]
    public async Task A_new_certificate_is_shown_in_new_handshakes_and_a_broken_one_is_not()
    {
        var proxy = await _organisation.StartAsync();
        var first = await ShownAsync(proxy);
        _organisation.NewCertificate("mig1.example", DateTimeOffset.UtcNow.AddDays(60));
        var second = await ShownAsync(proxy);
        await File.WriteAllTextAsync(_organisation.PathOf("server.pem"), "rubbish");
        var third = await ShownAsync(proxy);

        Assert.Equal(("CN=mail.example", "CN=mig1.example", "CN=mig1.example"), (first, second, third));
        Assert.Equal("GW2103", Assert.Single(_organisation.Warnings, fault => fault.Code == "GW2103").Code);
    }

    [Fact]
    public async Task A_request_that_http_itself_refuses_is_logged_like_HTTPERR()
    {
        var proxy = await _organisation.StartAsync();

        await TlsAsync(proxy, "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n");

        Assert.Contains(" 400 1 ", Assert.Single(await proxy.LinesAsync("HTTPERR")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_port_that_is_taken_is_told()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();

        var refusal = await Assert.ThrowsAsync<Godwit.Mail.FaultException>(() => _organisation.StartAsync(c => c with { Listening = c.Listening with { Addresses = [(IPEndPoint)taken.LocalEndpoint] } }));

        Assert.Equal("GW2104", refusal.Fault.Code);
    }

    [Fact]
    public async Task A_certificate_that_cannot_be_read_is_told_at_the_start()
    {
        await File.WriteAllTextAsync(_organisation.PathOf("server.pem"), "rubbish");

        var refusal = await Assert.ThrowsAsync<Godwit.Mail.FaultException>(() => _organisation.StartAsync());

        Assert.Equal("GW2103", refusal.Fault.Code);
    }

    public ValueTask DisposeAsync() => _organisation.DisposeAsync();

    private static AddressRange Range(string text) => AddressRange.TryRead(text, out var range) ? range : throw new FormatException(text);

    private static async Task<string> PlainAsync(int port)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, port);
        return await ExchangeAsync(client.GetStream(), "GET /EWS/mrsproxy.svc HTTP/1.1\r\nHost: mail.example\r\nConnection: close\r\n\r\n");
    }

    private static async Task<string> TlsAsync(RunningProxy proxy, string request)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, proxy.Address.Port);
        await using var tls = new SslStream(client.GetStream(), false, (_, shown, _, _) => shown is not null);
        await tls.AuthenticateAsClientAsync("mail.example");
        return await ExchangeAsync(tls, request);
    }

    private static async Task<string> ExchangeAsync(Stream stream, string request)
    {
        await stream.WriteAsync(Encoding.ASCII.GetBytes(request));
        using var reader = new StreamReader(stream);
        return await reader.ReadToEndAsync();
    }

    private static async Task<string?> ShownAsync(RunningProxy proxy)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, proxy.Address.Port);
        await using var tls = new SslStream(client.GetStream(), false, (_, shown, _, _) => shown is not null);
        await tls.AuthenticateAsClientAsync("mail.example");
        return tls.RemoteCertificate?.Subject;
    }
}
