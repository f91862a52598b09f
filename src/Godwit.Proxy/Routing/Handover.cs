using System.Buffers;
using System.Net;
using Godwit.Proxy.Exchanges;
using Godwit.Proxy.Listening;
using Microsoft.AspNetCore.Http;

namespace Godwit.Proxy.Routing;

/// <summary>
/// Hands a request to the server that has the active copy, over mutual TLS, and its answer back: <list type="number"><item>head and body go as they come, without being held;</item><item>the credentials
/// stay here: the user is named in a header that only the back end's door believes;</item><item>the answer's pieces are passed on as they arrive;</item><item>an answer that breaks off is cut here too.</item></list>
/// </summary>
internal sealed class Handover : IDisposable
{
    private const int BufferBytes = 128 * 1024;

    // What belongs to one connection (RFC 9110 section 7.6.1), and what the other server must not see or set.
    private static readonly HashSet<string> NotPassedOn = new(StringComparer.OrdinalIgnoreCase)
    {
        "Connection", "Keep-Alive", "Proxy-Connection", "Proxy-Authenticate", "Proxy-Authorization", "TE", "Trailer", "Transfer-Encoding", "Upgrade", "Host", "Authorization", "Cookie", "Set-Cookie",
        "WWW-Authenticate", "X-Forwarded-For", "X-Forwarded-Proto", "Expect", "Server", "Date", ProxyHeaders.RequestId, ProxyHeaders.FrontEndServer, ProxyHeaders.BackEndServer, HandedOverUser.Header,
    };

    private readonly HttpMessageInvoker _others;
    private readonly TimeProvider _clock;

    public Handover(BackEndDoor door, TimeProvider clock)
    {
        _clock = clock;
        _others = new HttpMessageInvoker(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false,
            AutomaticDecompression = DecompressionMethods.None,
            ConnectTimeout = TimeSpan.FromSeconds(5),
            PooledConnectionIdleTimeout = TimeSpan.FromSeconds(60),
            SslOptions = door.ClientOptions(),
        });
    }

    /// <summary>Hands a request over and its answer back.</summary>
    public async Task HandleAsync(Exchange exchange, ProxyUser user, ServerEntry owner, CancellationToken cancellation)
    {
        exchange.TargetServer = owner.Name;
        var began = _clock.GetTimestamp();
        using var request = RequestFor(exchange, user, owner);
        HttpResponseMessage answer;
        try
        {
            answer = await _others.SendAsync(request, cancellation).ConfigureAwait(false);
        }
        catch (HttpRequestException unreachable)
        {
            exchange.Error = $"WebExceptionStatus={unreachable.HttpRequestError}";
            await Answer.RefuseAsync(exchange, WasNeverReached(unreachable) ? Refusal.OwnerUnreachable : Refusal.OwnerLost).ConfigureAwait(false);
            return;
        }
        using (answer)
        {
            exchange.BackEndLatency = _clock.GetElapsedTime(began);
            await PassBackAsync(exchange, answer, owner, cancellation).ConfigureAwait(false);
        }
    }

    private static bool WasNeverReached(HttpRequestException failure) =>
        failure.HttpRequestError is HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError or HttpRequestError.SecureConnectionError;

    private static HttpRequestMessage RequestFor(Exchange exchange, ProxyUser user, ServerEntry owner)
    {
        var asked = exchange.Context.Request;
        var target = new Uri(owner.BackEnd, asked.PathBase.Add(asked.Path).ToUriComponent() + asked.QueryString.ToUriComponent());
        var request = new HttpRequestMessage(new HttpMethod(asked.Method), target) { Version = HttpVersion.Version11, VersionPolicy = HttpVersionPolicy.RequestVersionExact };
        if (HasBody(asked)) request.Content = new StreamContent(asked.Body, BufferBytes);
        foreach (var (name, values) in asked.Headers)
            if (name[0] != ':' && !NotPassedOn.Contains(name) && !request.Headers.TryAddWithoutValidation(name, (IEnumerable<string>)values!)) request.Content?.Headers.TryAddWithoutValidation(name, (IEnumerable<string>)values!);
        request.Headers.TryAddWithoutValidation(ProxyHeaders.RequestId, exchange.RequestId.ToString("D"));
        request.Headers.TryAddWithoutValidation("X-Forwarded-For", exchange.Client.ToString());
        request.Headers.TryAddWithoutValidation(HandedOverUser.Header, HandedOverUser.Write(user));
        return request;
    }

    private static bool HasBody(HttpRequest asked) =>
        asked.HttpContext.Features.Get<Microsoft.AspNetCore.Http.Features.IHttpRequestBodyDetectionFeature>()?.CanHaveBody ?? asked.ContentLength > 0;

    private static async Task PassBackAsync(Exchange exchange, HttpResponseMessage answer, ServerEntry owner, CancellationToken cancellation)
    {
        var response = exchange.Context.Response;
        exchange.BackEndStatus = response.StatusCode = (int)answer.StatusCode;
        foreach (var (name, values) in answer.Headers.NonValidated.Concat(answer.Content.Headers.NonValidated))
            if (!NotPassedOn.Contains(name)) response.Headers[name] = values.ToArray();
        response.Headers[ProxyHeaders.BackEndServer] = owner.Name;
        using var body = await answer.Content.ReadAsStreamAsync(cancellation).ConfigureAwait(false);
        exchange.ResponseBytes = await CopyAsync(body, response, cancellation).ConfigureAwait(false);
    }

    private static async Task<long> CopyAsync(Stream from, HttpResponse to, CancellationToken cancellation)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(BufferBytes);
        try
        {
            var total = 0L;
            int read;
            while ((read = await from.ReadAsync(buffer, cancellation).ConfigureAwait(false)) > 0)
            {
                await to.Body.WriteAsync(buffer.AsMemory(0, read), cancellation).ConfigureAwait(false);
                total += read;
            }
            return total;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    public void Dispose() => _others.Dispose();
}
