using System.Net;
using System.Text.Json.Serialization;
using Godwit.Proxy.AllowList;
using Godwit.Proxy.Metrics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Godwit.Server.Monitoring;

/// <summary>
/// What machines look at: <c>/health</c>, open to all, which tells a balancer in a word whether this node works; and <c>/metrics</c>, for whoever is signed in and for the addresses that the administrator named.
/// </summary>
/// <param name="node">This node.</param>
/// <param name="look">Looks at the node; an answer is good for some seconds.</param>
/// <param name="metrics">The metrics.</param>
/// <param name="readers">Who may read the metrics without signing in.</param>
/// <param name="clock">The clock.</param>
internal sealed class MonitoringPlaces(string node, Func<IReadOnlyList<HealthCheck>> look, ServiceMetrics metrics, IReadOnlyList<AddressRange> readers, TimeProvider clock)
{
    private const string HealthPath = "/health", MetricsPath = "/metrics";
    private static readonly TimeSpan Good = TimeSpan.FromSeconds(5);
    private static readonly string[] Vital = ["ServiceCheck", "QueueScanCheck", "StoreCheck"];
    private readonly Lock _gate = new();
    private NodeHealth? _last;
    private long _lookedAt;

    /// <summary>Counts each answer.</summary>
    public async Task CountAsync(HttpContext context, RequestDelegate next)
    {
        await next(context).ConfigureAwait(false);
        metrics.Answered(context.Response.StatusCode);
    }

    /// <summary>Gives what needs no sign-in.</summary>
    public Task InvokeAsync(HttpContext context, RequestDelegate next) =>
        IsAsked(context, HealthPath) ? TellAsync(context)
        : IsAsked(context, MetricsPath) && context.Connection.RemoteIpAddress is { } reader && readers.Any(range => range.Contains(reader)) ? Metrics().ExecuteAsync(context)
        : next(context);

    /// <summary>Maps what needs a sign-in.</summary>
    public void Map(WebApplication web) => web.MapGet(MetricsPath, Metrics).ExcludeFromDescription();

    private static bool IsAsked(HttpContext context, string path) => context.Request.Path.Value == path && HttpMethods.IsGet(context.Request.Method);

    private IResult Metrics() => Results.Text(metrics.Text(), MetricsText.MediaType);

    private Task TellAsync(HttpContext context)
    {
        var now = Look();
        context.Response.Headers.CacheControl = "no-store";
        return Results.Json(now, MonitoringJson.Default.NodeHealth, statusCode: now.Failed.Count == 0 ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable).ExecuteAsync(context);
    }

    // Anybody may ask, so asking often must cost nothing.
    private NodeHealth Look()
    {
        lock (_gate)
        {
            if (_last is not null && clock.GetElapsedTime(_lookedAt) < Good) return _last;
            var failed = look().Where(static check => !check.Passed && Vital.Contains(check.Check)).Select(static check => check.Check).ToList();
            _lookedAt = clock.GetTimestamp();
            return _last = new NodeHealth(failed.Count == 0 ? "healthy" : "unhealthy", node, failed);
        }
    }
}

/// <summary>How a node is, in a word.</summary>
/// <param name="Status"><c>healthy</c> or <c>unhealthy</c>.</param>
/// <param name="Node">The node.</param>
/// <param name="Failed">The checks of Test-MRSHealth that failed, of those without which nothing is moved.</param>
internal sealed record NodeHealth(string Status, string Node, IReadOnlyList<string> Failed);

/// <summary>JSON of this folder.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(NodeHealth))]
internal sealed partial class MonitoringJson : JsonSerializerContext;
