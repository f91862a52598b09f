using System.Net;
using System.Net.Http.Headers;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;

namespace Godwit.Api.Client;

/// <summary>
/// Asks one service, under one name of its own (<c>client-request-id</c>), which the service's logs have. A refusal becomes a <see cref="FaultException"/> with the service's own code; redirects are not followed, so that a sign-in goes nowhere else. For several threads at once.
/// </summary>
public sealed class ServiceClient : IDisposable
{
    private const long MaxAnswerBytes = 256L * 1024 * 1024;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private readonly HttpClient _http;
    private readonly ServiceAddress _service;
    private readonly string _id = Guid.NewGuid().ToString("D");

    /// <summary>A client of this service.</summary>
    /// <exception cref="FaultException">The file with the authorities cannot be read.</exception>
    public ServiceClient(ServiceAddress service)
    {
        ArgumentNullException.ThrowIfNull(service);
        _service = service;
        var handler = new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, UseProxy = false, AutomaticDecompression = DecompressionMethods.All };
        if (service.AuthoritiesFile is { } file) handler.SslOptions.CertificateChainPolicy = Trusting(file);
        _http = new HttpClient(handler) { BaseAddress = service.Url, Timeout = Patience, MaxResponseContentBufferSize = MaxAnswerBytes };
        _http.DefaultRequestHeaders.Authorization = service.SignIn;
    }

    /// <summary>Asks, and gives the body of the answer; the document is empty where there is none.</summary>
    /// <exception cref="FaultException">Refused, not reachable, or not understood.</exception>
    public async Task<JsonDocument?> AskAsync(ApiCall call, CancellationToken cancellation)
    {
        using var answer = await SendAsync(call, HttpCompletionOption.ResponseContentRead, cancellation).ConfigureAwait(false);
        var body = await answer.Content.ReadAsByteArrayAsync(cancellation).ConfigureAwait(false);
        if (body.Length == 0) return null;
        try
        {
            return JsonDocument.Parse(body);
        }
        catch (JsonException notJson)
        {
            throw ClientFaults.Refuse(ClientFaults.AnswerNotUnderstood, $"What answered {call.Method} {call.Path} at {_service.Url} did not send JSON.", notJson, FaultOutcome.Unknown);
        }
    }

    /// <summary>Asks, and copies the body of the answer as it is.</summary>
    /// <exception cref="FaultException">Refused, or not reachable.</exception>
    public async Task CopyAsync(ApiCall call, Stream into, CancellationToken cancellation)
    {
        using var answer = await SendAsync(call, HttpCompletionOption.ResponseHeadersRead, cancellation).ConfigureAwait(false);
        await answer.Content.CopyToAsync(into, cancellation).ConfigureAwait(false);
    }

    /// <summary>The version that something has now, for <see cref="ApiCall.IfMatch"/>; null where it has none.</summary>
    /// <param name="call">The change that is meant; what it changes is read at the same path.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="FaultException">It is not there, or the service cannot be asked.</exception>
    public async Task<string?> VersionAsync(ApiCall call, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(call);
        var read = call.Query.Where(static pair => pair.Key != "whatIf").Aggregate(new ApiCall(HttpMethod.Get, call.Path), static (asked, pair) => asked.With(pair.Key, pair.Value));
        using var answer = await SendAsync(read, HttpCompletionOption.ResponseHeadersRead, cancellation).ConfigureAwait(false);
        return answer.Headers.ETag?.ToString();
    }

    /// <summary>The things of a list, page after page, at most so many.</summary>
    /// <exception cref="FaultException">Refused, not reachable, or not understood.</exception>
    public async Task<IReadOnlyList<JsonElement>> ListAsync(ApiCall call, long atMost, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(call);
        var found = new List<JsonElement>();
        string? after = null;
        do
        {
            var page = await PageAsync(after is null ? call : call.With("after", after), cancellation).ConfigureAwait(false);
            found.AddRange(page.GetProperty("items").EnumerateArray().Take((int)Math.Min(int.MaxValue, atMost - found.Count)));
            after = page.GetProperty("next").GetString();
        }
        while (after is not null && found.Count < atMost);
        return found;
    }

    private async Task<JsonElement> PageAsync(ApiCall call, CancellationToken cancellation)
    {
        using var document = await AskAsync(call, cancellation).ConfigureAwait(false);
        return document?.RootElement is { ValueKind: JsonValueKind.Object } page && page.TryGetProperty("items", out var items) && items.ValueKind == JsonValueKind.Array && page.TryGetProperty("next", out _)
            ? page.Clone()
            : throw ClientFaults.Refuse(ClientFaults.AnswerNotUnderstood, $"What answered {call.Path} at {_service.Url} did not send a list.");
    }

    private async Task<HttpResponseMessage> SendAsync(ApiCall call, HttpCompletionOption completion, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(call);
        using var request = new HttpRequestMessage(call.Method, call.Target);
        request.Headers.TryAddWithoutValidation(ApiRoutes.ClientRequestIdHeader, _id);
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue(call.Accept));
        if (call.IfMatch is { } version) request.Headers.TryAddWithoutValidation("If-Match", version);
        if (call.Body is { } body) request.Content = new ByteArrayContent(body) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
        try
        {
            var answer = await _http.SendAsync(request, completion, cancellation).ConfigureAwait(false);
            if (answer.IsSuccessStatusCode) return Confirmed(call, answer);
            using (answer) throw AnsweredRequest.Note(await Refusals.ReadAsync(answer, _service.Url, cancellation).ConfigureAwait(false), answer);
        }
        catch (HttpRequestException failed)
        {
            throw ClientFaults.Refuse(ClientFaults.ServiceUnreachable, $"The migration service at {_service.Url} cannot be reached: {Reason(failed)}", failed, Outcome(failed));
        }
        catch (OperationCanceledException late) when (!cancellation.IsCancellationRequested)
        {
            throw ClientFaults.Refuse(ClientFaults.ServiceUnreachable, $"The migration service at {_service.Url} did not answer within {Patience.TotalMinutes:0} minutes.", late, FaultOutcome.Unknown);
        }
    }

    // A service that does not know the question, or a device on the way that drops it, would have made the change.
    private HttpResponseMessage Confirmed(ApiCall call, HttpResponseMessage answer)
    {
        if (!call.IsWhatIf || answer.Headers.TryGetValues(ApiRoutes.WhatIfHeader, out var said) && said.Contains("true")) return answer;
        using (answer)
        {
            throw AnsweredRequest.Note(
                ClientFaults.Refuse(ClientFaults.WhatIfNotConfirmed, $"The service at {_service.Url} was asked what {call.Method} {call.Path} would do, and its answer does not say that nothing was changed ({ApiRoutes.WhatIfHeader} is missing); look whether it was done.", outcome: FaultOutcome.Unknown),
                answer);
        }
    }

    private static FaultOutcome Outcome(HttpRequestException failed) =>
        failed.HttpRequestError is HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError ? FaultOutcome.NotDone : FaultOutcome.Unknown;

    private static string Reason(HttpRequestException failed) => failed.HttpRequestError switch
    {
        HttpRequestError.NameResolutionError => "its name has no address.",
        HttpRequestError.ConnectionError => "nobody answers there; is it running (godwit serve)?",
        HttpRequestError.SecureConnectionError => "its certificate is not trusted; -ServiceAuthority names the authority.",
        _ => OtherSideText.Show(failed.Message),
    };

    private static X509ChainPolicy Trusting(string file)
    {
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        try
        {
            policy.CustomTrustStore.ImportFromPemFile(file);
            return policy;
        }
        catch (Exception unusable) when (unusable is IOException or UnauthorizedAccessException or CryptographicException)
        {
            throw ClientFaults.Refuse(ClientFaults.ServiceUnreachable, $"The authorities in '{OtherSideText.Show(file)}' cannot be read: {unusable.Message}", unusable);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();
}
