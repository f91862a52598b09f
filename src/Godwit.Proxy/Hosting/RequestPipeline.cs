using Godwit.Proxy.AllowList;
using Godwit.Proxy.Exchanges;
using Godwit.Proxy.Listening;
using Godwit.Proxy.Logging;
using Godwit.Proxy.Metrics;
using Godwit.Proxy.Protocol;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Godwit.Proxy.Hosting;

/// <summary>
/// What happens to every request, in this order: <list type="number">
/// <item>it gets an id, and the answer our name;</item>
/// <item>a request of another server of ours goes to its own door;</item>
/// <item>without TLS it is refused, and so is a path that a balancer may understand differently;</item>
/// <item>the health page is answered to anybody;</item>
/// <item>an address that is not allowed is refused;</item>
/// <item>the place behind the path answers: the published path, Autodiscover, metrics;</item>
/// <item>whatever became of it is logged and counted.</item></list>
/// </summary>
internal sealed class RequestPipeline(string server, Transport transport, AllowedAddresses allowed, Places places, ProxyLogs logs, ProxyMetrics metrics, TimeSpan longest, TimeProvider clock)
{
    private const uint ConnectionReset = 64;

    /// <summary>The requests that are not logged yet.</summary>
    public UnderWay UnderWay { get; } = new();

    public async Task HandleAsync(HttpContext context)
    {
        UnderWay.Begin();
        var exchange = new Exchange(context, server, clock);
        using var limit = new CancellationTokenSource(longest, clock);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, context.RequestAborted);
        try
        {
            transport.Read(exchange);
            Introduce(exchange);
            await AnswerAsync(exchange, stop.Token).ConfigureAwait(false);
        }
        catch (Exception broken)
        {
            await FailAsync(exchange, broken).ConfigureAwait(false);
        }
        finally
        {
            logs.Finished(exchange);
            metrics.Answered(exchange);
            UnderWay.End();
        }
    }

    private Task AnswerAsync(Exchange exchange, CancellationToken cancellation)
    {
        if (IsFromBackEnd(exchange)) return places.HandedOver.HandleAsync(exchange, cancellation);
        if (!exchange.IsSecure) return Answer.RefuseAsync(exchange, Refusal.SslOffload);
        if (!RequestTarget.IsStraight(exchange.RawTarget)) return Answer.RefuseAsync(exchange, Refusal.BadRequest("The path has dot segments, empty ones or encoded separators."));
        var place = places.Of(exchange);
        if (place is not HealthPlace && !allowed.Allows(exchange.Client)) return BlockAsync(exchange);
        return place.HandleAsync(exchange, cancellation);
    }

    private Task BlockAsync(Exchange exchange)
    {
        logs.Refused(exchange.Remote, exchange.Local, exchange.Context.Request.Protocol, exchange.Method, exchange.Path, StatusCodes.Status403Forbidden, "Forbidden");
        return Answer.RefuseAsync(exchange, Refusal.AddressBlocked);
    }

    private void Introduce(Exchange exchange)
    {
        var headers = exchange.Context.Response.Headers;
        if (IsFromBackEnd(exchange) && Guid.TryParse(exchange.Context.Request.Headers[ProxyHeaders.RequestId], out var given)) exchange.RequestId = given;
        headers[ProxyHeaders.RequestId] = exchange.RequestId.ToString("D");
        headers[ProtocolHeaders.Protocol] = ProtocolVersions.Ours.ToString();
        if (exchange.ClientRequestId is { } named) headers[ProxyHeaders.ClientRequestId] = named;
        if (!IsFromBackEnd(exchange)) headers[ProxyHeaders.FrontEndServer] = server;
    }

    private static bool IsFromBackEnd(Exchange exchange) => exchange.ConnectionItems?.ContainsKey(ProxyListener.BackEndKey) == true;

    /// <summary>What nobody foresaw ends this request, never the service; an answer that has begun is cut, so that it cannot look whole.</summary>
    private static async Task FailAsync(Exchange exchange, Exception broken)
    {
        var (context, gone) = (exchange.Context, exchange.Context.RequestAborted.IsCancellationRequested);
        exchange.Error = broken is FaultException refusal ? refusal.Fault.Code : broken.GetType().Name;
        if (gone) exchange.Win32 = ConnectionReset;
        if (gone || context.Response.HasStarted)
        {
            context.Abort();
            return;
        }
        var status = broken is BadHttpRequestException bad ? bad.StatusCode : StatusCodes.Status500InternalServerError;
        if (status == StatusCodes.Status413PayloadTooLarge && context.Features.Get<IHttpResponseFeature>() is not null) context.Response.Headers.Connection = "close";
        await Answer.WriteAsync(context, status, status == StatusCodes.Status500InternalServerError ? "InternalError" : "BadRequest", $"The request failed; the logs know it by {exchange.RequestId:D}.").ConfigureAwait(false);
    }
}
