using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Godwit.Diagnostics.Addresses;
using Godwit.Diagnostics.Host.Commands;
using Godwit.Network.Tls;

namespace Godwit.Diagnostics.Tests.Host;

public sealed class PublishedFetchTests
{
    [Fact]
    public async Task A_list_is_fetched_and_the_service_gets_the_number_that_it_wants()
    {
        await using var site = new Site(200, PublishedRanges.Snapshot);

        Assert.Equal(PublishedRanges.Snapshot, await PublishedFetch.FetchAsync(site.Address + "/endpoints/Worldwide?ServiceAreas=Exchange", site.Trust, CancellationToken.None));
        Assert.Contains("?ServiceAreas=Exchange&ClientRequestId=", site.Asked, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(302, "answered 302")]
    [InlineData(500, "answered 500")]
    public async Task A_redirect_or_a_failure_is_told(int status, string told)
    {
        await using var site = new Site(status, "");

        var refusal = await Assert.ThrowsAsync<FaultException>(() => PublishedFetch.FetchAsync(site.Address, site.Trust, CancellationToken.None));

        Assert.Contains(told, refusal.Fault.Told, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_site_that_is_not_trusted_is_not_asked()
    {
        await using var site = new Site(200, PublishedRanges.Snapshot);

        await Assert.ThrowsAsync<FaultException>(() => PublishedFetch.FetchAsync(site.Address, new TlsTrust([]), CancellationToken.None));

        Assert.Equal("", site.Asked);
    }

    [Fact]
    public async Task A_list_beyond_all_measure_is_not_kept()
    {
        await using var site = new Site(200, new string(' ', 17 * 1024 * 1024));

        await Assert.ThrowsAsync<FaultException>(() => PublishedFetch.FetchAsync(site.Address, site.Trust, CancellationToken.None));
    }

    [Theory]
    [InlineData("http://endpoints.example/list")]
    [InlineData("https://user:secret@endpoints.example/list")]
    public async Task Only_HTTPS_and_nobodys_password(string address)
    {
        var refusal = await Assert.ThrowsAsync<FaultException>(() => PublishedFetch.FetchAsync(address, new TlsTrust(), CancellationToken.None));

        Assert.DoesNotContain("secret", refusal.Fault.Told, StringComparison.Ordinal);
    }

    /// <summary>A web site of one answer, with a certificate of its own.</summary>
    private sealed class Site : IAsyncDisposable
    {
        private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
        private readonly X509Certificate2 _certificate = Certificate();
        private readonly Task _serving;

        public Site(int status, string body)
        {
            _listener.Start();
            _serving = ServeAsync($"HTTP/1.1 {status} X\r\nLocation: https://elsewhere.example/\r\nContent-Length: {body.Length}\r\nConnection: close\r\n\r\n{body}");
        }

        public string Address => $"https://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}";

        public TlsTrust Trust => new([X509CertificateLoader.LoadCertificate(_certificate.RawData)]);

        public string Asked { get; private set; } = "";

        private async Task ServeAsync(string answer)
        {
            try
            {
                using var client = await _listener.AcceptTcpClientAsync();
                await using var tls = new SslStream(client.GetStream());
                await tls.AuthenticateAsServerAsync(_certificate);
                var buffer = new byte[8192];
                Asked = Encoding.ASCII.GetString(buffer, 0, await tls.ReadAsync(buffer));
                await tls.WriteAsync(Encoding.ASCII.GetBytes(answer));
            }
            catch (Exception ended) when (ended is IOException or SocketException or System.Security.Authentication.AuthenticationException or ObjectDisposedException or InvalidOperationException)
            {
                // Nobody came, or went before the answer.
            }
        }

        private static X509Certificate2 Certificate()
        {
            using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
            var request = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256);
            var names = new SubjectAlternativeNameBuilder();
            names.AddIpAddress(IPAddress.Loopback);
            request.CertificateExtensions.Add(names.Build());
            return request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        }

        public async ValueTask DisposeAsync()
        {
            _listener.Stop();
            await _serving;
            _certificate.Dispose();
        }
    }
}
