using System.Net;
using Godwit.Proxy.AllowList;
using Godwit.Proxy.Exchanges;
using Godwit.Proxy.Metrics;
using Microsoft.AspNetCore.Http;

namespace Godwit.Proxy.Hosting;

/// <summary>Tells counters to the machine itself and to those whom the administrator named; for all others nothing is here.</summary>
internal sealed class MetricsPlace(ProxyMetrics metrics, IReadOnlyList<AddressRange> readers) : IPlace
{
    public Task HandleAsync(Exchange exchange, CancellationToken cancellation) =>
        IPAddress.IsLoopback(exchange.Client) || readers.Any(range => range.Contains(exchange.Client))
            ? Answer.WriteAsync(exchange.Context, StatusCodes.Status200OK, null, metrics.Text(), MetricsText.MediaType)
            : Answer.RefuseAsync(exchange, Refusal.NotFound);
}
