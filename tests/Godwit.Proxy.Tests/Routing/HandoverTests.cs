using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using Godwit.EndToEnd.RealServers;
using Godwit.Proxy.Configuration;
using Microsoft.AspNetCore.Http;

namespace Godwit.Proxy.Tests.Routing;

/// <summary>Two servers share a map; each hands over what the other one has.</summary>
public sealed class HandoverTests : IAsyncDisposable
{
    private readonly Organisation _front = new();
    private readonly Organisation _back = new();
    private readonly ECDsa _authorityKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly X509Certificate2 _authority;
    private readonly int _frontPort, _backPort; // both must be in the map before either starts

    public HandoverTests()
    {
        (_frontPort, _backPort) = (LoopbackPort.Claim(_front.Folder), LoopbackPort.Claim(_back.Folder));
        _authority = new CertificateRequest("CN=servers", _authorityKey, HashAlgorithmName.SHA256) { CertificateExtensions = { new X509BasicConstraintsExtension(true, false, 0, true) } }
            .CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(30));
        File.WriteAllText(_front.PathOf("ca.pem"), _authority.ExportCertificatePem());
        Map(1, "be1");
    }

    [Fact]
    public async Task What_another_server_has_is_handed_over_with_body_user_and_request_id()
    {
        var (front, back) = await StartAsync();
        _back.Application.Handle = EchoAsync;

        using var answer = await PostAsync(front, "hello");

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("GODWIT\\mig|/EWS/mrsproxy.svc|/append|hello", await answer.Content.ReadAsStringAsync());
        Assert.Equal(("fe1", "be1"), (answer.Headers.GetValues("X-FEServer").Single(), answer.Headers.GetValues("X-BEServer").Single()));
        var id = answer.Headers.GetValues("request-id").Single();
        Assert.Contains(id, Assert.Single(await back.LinesAsync("W3SVC1")), StringComparison.Ordinal);
        var row = Assert.Single(await front.LinesAsync("HttpProxy")).Split(',');
        Assert.Contains("be1", row);
        Assert.Empty(await back.LinesAsync("HttpProxy"));
        Assert.DoesNotContain("Canary", await back.EverythingWrittenAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_comes_piece_by_piece_and_a_cut_one_is_cut()
    {
        var (front, _) = await StartAsync();
        var goOn = new TaskCompletionSource();
        _back.Application.Handle = async (context, _, stop) =>
        {
            await context.Response.WriteAsync("first", stop);
            await context.Response.Body.FlushAsync(stop);
            await goOn.Task.WaitAsync(stop);
            context.Abort();
        };
        using var client = RunningProxy.Client();
        using var request = Request(front, "");

        using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        await using var body = await answer.Content.ReadAsStreamAsync();
        var piece = new byte[5];
        await body.ReadExactlyAsync(piece);
        goOn.SetResult();

        Assert.Equal("first", Encoding.ASCII.GetString(piece));
        await Assert.ThrowsAnyAsync<Exception>(async () => await body.ReadExactlyAsync(piece));
    }

    [Fact]
    public async Task When_the_active_copy_moves_the_next_request_follows_it()
    {
        var (front, _) = await StartAsync();
        (_front.Application.Handle, _back.Application.Handle) = (EchoAsync, EchoAsync);
        using var before = await PostAsync(front, "");
        Map(2, "fe1");

        using var after = await PostAsync(front, "");

        Assert.True(before.Headers.Contains("X-BEServer"));
        Assert.False(after.Headers.Contains("X-BEServer"));
        Assert.Equal(HttpStatusCode.OK, after.StatusCode);
    }

    [Fact]
    public async Task A_map_of_an_earlier_epoch_changes_nothing()
    {
        var (front, _) = await StartAsync();
        _back.Application.Handle = EchoAsync;
        Map(0, "fe1");

        using var answer = await PostAsync(front, "");

        Assert.True(answer.Headers.Contains("X-BEServer"));
        Assert.Contains(_front.Warnings, fault => fault.Code == "GW2110");
    }

    [Fact]
    public async Task An_owner_that_cannot_be_reached_is_503_and_to_be_tried_again()
    {
        var front = await StartAsync(_front, "fe1", _frontPort);

        using var answer = await PostAsync(front, "");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.Equal("OwnerUnreachable", answer.Headers.GetValues(ProxyHeaders.Reason).Single());
        Assert.NotNull(answer.Headers.RetryAfter);
    }

    /// <summary>Whoever hears 503 with our name sends a change again; here it may have been done.</summary>
    [Fact]
    public async Task An_owner_that_dies_with_a_request_in_its_hands_is_not_told_as_one_that_was_never_asked()
    {
        var (front, _) = await StartAsync();
        _back.Application.Handle = (context, _, _) =>
        {
            context.Abort();
            return Task.CompletedTask;
        };

        using var answer = await PostAsync(front, "a change");

        Assert.Equal((HttpStatusCode.BadGateway, "OwnerLost"), (answer.StatusCode, answer.Headers.GetValues(ProxyHeaders.Reason).Single()));
    }

    [Theory]
    [InlineData(true), InlineData(false)]
    public async Task The_back_end_lets_nobody_in_without_a_certificate_of_the_organisation(bool withForeignOne)
    {
        await StartAsync();
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, _backPort);
        await using var tls = new SslStream(client.GetStream(), false, (_, shown, _, _) => shown is not null);
        var options = new SslClientAuthenticationOptions { TargetHost = "localhost", ClientCertificates = withForeignOne ? [_front.Certificate] : null };

        await Assert.ThrowsAnyAsync<Exception>(async () =>
        {
            await tls.AuthenticateAsClientAsync(options);
            await tls.WriteAsync("GET /EWS/mrsproxy.svc HTTP/1.1\r\nHost: localhost\r\nX-Godwit-User: x\r\n\r\n"u8.ToArray());
            if (await tls.ReadAsync(new byte[1]) == 0) throw new IOException("closed");
        });
    }

    [Fact]
    public async Task A_client_cannot_name_itself_by_the_servers_own_header()
    {
        var (front, _) = await StartAsync();

        using var answer = await front.AskAsync(change: request => request.Headers.Add("X-Godwit-User", Convert.ToBase64String("{\"Name\":\"mig\",\"Scheme\":\"Basic\"}"u8)));

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var organisation in (Organisation[])[_front, _back])
        {
            await organisation.DisposeAsync();
            LoopbackPort.Release(organisation.Folder);
        }
        _authority.Dispose();
        _authorityKey.Dispose();
    }

    private async Task<(RunningProxy Front, RunningProxy Back)> StartAsync() => (await StartAsync(_front, "fe1", _frontPort), await StartAsync(_back, "be1", _backPort));

    private Task<RunningProxy> StartAsync(Organisation organisation, string server, int port)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        var request = new CertificateRequest($"CN={server}", key, HashAlgorithmName.SHA256) { CertificateExtensions = { names.Build() } };
        using var certificate = request.Create(_authority, DateTimeOffset.UtcNow.AddHours(-1), DateTimeOffset.UtcNow.AddDays(10), Guid.NewGuid().ToByteArray());
        File.WriteAllText(organisation.PathOf("back.pem"), certificate.ExportCertificatePem() + "\n" + key.ExportPkcs8PrivateKeyPem() + "\n");
        var routing = new RoutingSettings(_front.PathOf("map.json"), new IPEndPoint(IPAddress.Loopback, port), new CertificateSettings(organisation.PathOf("back.pem"), null, null), _front.PathOf("ca.pem"));
        return organisation.StartAsync(c => c with { Server = server, Routing = routing });
    }

    private void Map(int epoch, string owner) => File.WriteAllText(_front.PathOf("map.json"), JsonSerializer.Serialize(new
    {
        epoch,
        servers = new Dictionary<string, string> { ["fe1"] = $"https://localhost:{_frontPort}", ["be1"] = $"https://localhost:{_backPort}" },
        stores = new Dictionary<string, string> { ["main"] = owner },
    }));

    private static async Task EchoAsync(HttpContext context, ProxyUser user, CancellationToken stop)
    {
        using var reader = new StreamReader(context.Request.Body);
        await context.Response.WriteAsync($"{user.Name}|{context.Request.PathBase.Value}|{context.Request.Path.Value}|{await reader.ReadToEndAsync(stop)}", stop);
    }

    private static async Task<HttpResponseMessage> PostAsync(RunningProxy proxy, string body)
    {
        using var client = RunningProxy.Client();
        using var request = Request(proxy, body);
        return await client.SendAsync(request);
    }

    private static HttpRequestMessage Request(RunningProxy proxy, string body)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, new Uri(proxy.Address, "/EWS/mrsproxy.svc/append")) { Content = new StringContent(body) };
        request.Headers.Authorization = RunningProxy.Basic("mig", Organisation.Password);
        request.Headers.Add("Test-Mailbox", "anna@mail.example");
        return request;
    }
}
