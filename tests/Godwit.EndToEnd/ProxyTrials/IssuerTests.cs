using System.Globalization;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;

namespace Godwit.EndToEnd.ProxyTrials;

/// <summary>Tokens of an issuer that publishes its keys: a small one on loopback TLS, whose keys change while the proxy runs.</summary>
[Trait("needs", "process")]
public sealed class IssuerTests
{
    [Fact]
    public async Task The_keys_that_the_issuer_publishes_decide()
    {
        await using var issuer = new Issuer();
        var environment = new Dictionary<string, string> { ["SSL_CERT_FILE"] = ProxyService.Authority };
        await using var proxy = await ProxyService.PrepareAsync(_ => MaildirHouse.Yaml($"bearer: {{ issuer: '{issuer.Url}', audience: godwit, metadata: '{issuer.Url}/.well-known/openid-configuration' }}"), environment);
        MaildirHouse.Fill(proxy.Folder, "anna", 1, 100);
        await proxy.DoAsync("Set-WebServicesVirtualDirectory", "-OAuthAuthentication", "true");
        await proxy.StartAsync();

        Assert.Equal("400", await AskAsync(proxy, issuer.Token("Recipient Management")));
        Assert.Equal("403", await AskAsync(proxy, issuer.Token("Help Desk")));
        using var forger = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        Assert.Equal("401", await AskAsync(proxy, issuer.Token("Recipient Management", forger)));
        var folders = await proxy.GodwitAsync(issuer.Token("Recipient Management"), "folders", "--from", proxy.Store("anna@mail.example") + "&auth=oauth");
        Assert.Contains("INBOX", folders.OutputOrThrow("folders"), StringComparison.OrdinalIgnoreCase);

        var outcome = await proxy.StopAsync();
        Assert.True(issuer.Asked > 0);
        Assert.DoesNotContain(issuer.Token("Recipient Management")[..40], outcome.Output + string.Join('\n', proxy.Log("W3SVC1")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_the_issuer_nobody_gets_in_by_a_token_and_others_do()
    {
        await using var proxy = await ProxyService.PrepareAsync(_ => MaildirHouse.Yaml("bearer: { issuer: 'https://localhost:1', audience: godwit, metadata: 'https://localhost:1/.well-known/openid-configuration' }"));
        await proxy.AddUserAsync("mig", "secret-of-mig");
        await proxy.DoAsync("Set-WebServicesVirtualDirectory", "-OAuthAuthentication", "true");
        await proxy.StartAsync();
        await using var issuer = new Issuer();

        Assert.Equal("401", await AskAsync(proxy, issuer.Token("Recipient Management")));
        Assert.Equal("400", await proxy.CurlAsync("--user", "mig:secret-of-mig", proxy.Url()));
    }

    private static Task<string> AskAsync(ProxyService proxy, string token) => proxy.CurlAsync("--header", $"Authorization: Bearer {token}", proxy.Url());

    /// <summary>Publishes metadata and keys over HTTPS, one request a connection.</summary>
    private sealed class Issuer : IAsyncDisposable
    {
        private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
        private readonly TokenSigner _signer = new();
        private readonly X509Certificate2 _certificate = Exported();
        private readonly CancellationTokenSource _end = new();
        private readonly Task _serving;
        private int _asked;

        public Issuer()
        {
            _listener.Start();
            _serving = ServeAsync();
        }

        public int Asked => Volatile.Read(ref _asked);

        public string Url => string.Create(CultureInfo.InvariantCulture, $"https://localhost:{((IPEndPoint)_listener.LocalEndpoint).Port}");

        public string Token(string group, ECDsa? signer = null) => _signer.Token(Url, group, signer);

        private async Task ServeAsync()
        {
            try
            {
                while (true) await AnswerAsync(await _listener.AcceptTcpClientAsync(_end.Token));
            }
            catch (OperationCanceledException)
            {
                // The test is over.
            }
        }

        private async Task AnswerAsync(TcpClient client)
        {
            using (client)
            {
                try
                {
                    await using var tls = new SslStream(client.GetStream());
                    await tls.AuthenticateAsServerAsync(_certificate);
                    using var reader = new StreamReader(tls, leaveOpen: true);
                    var asked = await reader.ReadLineAsync(_end.Token) ?? "";
                    while (await reader.ReadLineAsync(_end.Token) is { Length: > 0 }) { }
                    Interlocked.Increment(ref _asked);
                    var body = asked.Contains("/keys", StringComparison.Ordinal) ? _signer.Keys : JsonSerializer.Serialize(new { issuer = Url, jwks_uri = Url + "/keys" });
                    await tls.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {body.Length}\r\nConnection: close\r\n\r\n{body}"), _end.Token);
                }
                catch (Exception broken) when (broken is IOException or System.Security.Authentication.AuthenticationException)
                {
                    // Whoever asked does not trust us, or has gone.
                }
            }
        }

        private static X509Certificate2 Exported()
        {
            using var read = X509Certificate2.CreateFromPemFile(Path.Combine(ProxyService.Certificates, "good.pem"));
            return X509CertificateLoader.LoadPkcs12(read.Export(X509ContentType.Pkcs12), null);
        }

        public async ValueTask DisposeAsync()
        {
            await _end.CancelAsync();
            await _serving;
            _listener.Dispose();
            _signer.Dispose();
            _certificate.Dispose();
            _end.Dispose();
        }
    }
}
