using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography.X509Certificates;
using Godwit.Network.Tls;

namespace Godwit.Server.Provisioning;

/// <summary>
/// A web service that makes a mailbox: a POST over HTTPS with the request as JSON and the secret in the header <c>Godwit-Secret</c>. A status of 2xx means that the mailbox is there; 408, 429 and 5xx that it may
/// work later. Redirections are not followed: the secret goes to nobody else.
/// </summary>
internal sealed class WebHook : IProvisioningHook, IDisposable
{
    private const int MostAnswer = 4096;
    private readonly HttpClient _client;
    private readonly ProvisioningSettings _settings;
    private readonly Uri _address;
    private readonly TimeProvider _clock;

    /// <param name="settings">The hook; it has a webhook.</param>
    /// <param name="clock">The clock.</param>
    /// <exception cref="FaultException">The authorities cannot be read.</exception>
    public WebHook(ProvisioningSettings settings, TimeProvider clock)
    {
        (_settings, _address, _clock) = (settings, settings.Webhook!, clock);
        var handler = new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5) };
        if (settings.AuthorityFile is { } file) handler.SslOptions.CertificateChainPolicy = new TlsTrust(Authorities(file)).ToPolicy();
        _client = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
    }

    /// <inheritdoc/>
    public void Make(ProvisioningRequest request, CancellationToken cancellation)
    {
        using var patience = new CancellationTokenSource(_settings.Limit, _clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellation);
        try
        {
            using var asked = new HttpRequestMessage(HttpMethod.Post, _address) { Content = JsonContent.Create(request, ProvisioningJson.Default.ProvisioningRequest) };
            if (_settings.Secret is { } secret) asked.Headers.TryAddWithoutValidation("Godwit-Secret", secret());
            asked.Headers.UserAgent.Add(new ProductInfoHeaderValue("Godwit", null));
            using var answer = _client.Send(asked, HttpCompletionOption.ResponseHeadersRead, either.Token);
            Judge(request, answer, either.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw Hook.Unanswered(_address.Host, request, _settings.Limit);
        }
        catch (Exception broken) when (broken is HttpRequestException or IOException)
        {
            throw Hook.Unanswered(_address.Host, request, $"it cannot be reached: {OtherSideText.Show(broken.Message)}", broken);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _client.Dispose();

    private void Judge(ProvisioningRequest request, HttpResponseMessage answer, CancellationToken cancellation)
    {
        if (answer.IsSuccessStatusCode) return;
        var told = string.Create(CultureInfo.InvariantCulture, $"{_address.Host} answered with {(int)answer.StatusCode}: {OtherSideText.Show(Beginning(answer, cancellation), 500)}");
        if (answer.StatusCode is >= HttpStatusCode.InternalServerError or HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests) throw Hook.Unanswered(_address.Host, request, told, null);
        throw Hook.Refused(request, told);
    }

    // A body may never end. Only the asynchronous read heeds the limit, which has done its work for the headers; this runs on a thread of its own that may wait (docs/adr/0013).
    private static string Beginning(HttpResponseMessage answer, CancellationToken cancellation)
    {
        using var body = answer.Content.ReadAsStream(cancellation);
        var bytes = new byte[MostAnswer];
        var length = body.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancellation).AsTask().GetAwaiter().GetResult();
        return System.Text.Encoding.UTF8.GetString(bytes, 0, length);
    }

    private static X509Certificate2Collection Authorities(string file)
    {
        try
        {
            var authorities = new X509Certificate2Collection();
            authorities.ImportFromPemFile(file);
            return authorities;
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException or System.Security.Cryptography.CryptographicException)
        {
            throw MoveFaults.Refuse(MoveFaults.BadConfiguration, $"The authorities in '{file}' cannot be read: {unreadable.Message}", unreadable);
        }
    }
}
