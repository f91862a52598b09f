using System.Net;
using Godwit.Proxy.Exchanges;
using Microsoft.AspNetCore.Connections.Features;

namespace Godwit.Proxy.Listening;

/// <summary>How a request reached us: whether TLS goes all the way, and for whom a balancer speaks. Only balancers that the administrator named are believed.</summary>
/// <param name="balancers">Their addresses.</param>
internal sealed class Transport(IReadOnlyList<AddressRange> balancers)
{
    private const int MostHops = 20;

    /// <summary>Fills in client and protection of a request.</summary>
    public void Read(Exchange exchange)
    {
        exchange.IsSecure = exchange.Context.Features.Get<ITlsHandshakeFeature>() is not null;
        exchange.IsFromBalancer = IsBalancer(exchange.Remote.Address);
        if (!exchange.IsFromBalancer) return;
        var headers = exchange.Context.Request.Headers;
        if (string.Equals(headers["X-Forwarded-Proto"].ToString().Split(',')[0].Trim(), "http", StringComparison.OrdinalIgnoreCase)) exchange.IsSecure = false;
        exchange.Client = ClientOf(headers["X-Forwarded-For"].ToString()) ?? exchange.Client;
    }

    /// <summary>The nearest address from the right that is not a balancer of ours: what stands further left anybody may have written.</summary>
    private IPAddress? ClientOf(string forwarded)
    {
        IPAddress? client = null;
        foreach (var hop in forwarded.Split(',').Reverse().Take(MostHops))
        {
            if (Address(hop.Trim()) is not { } address) return client;
            client = address;
            if (!IsBalancer(address)) return client;
        }
        return client;
    }

    private bool IsBalancer(IPAddress address) => balancers.Any(range => range.Contains(address));

    // Some write the port behind the address.
    private static IPAddress? Address(string text)
    {
        if (IPAddress.TryParse(text, out var address)) return AddressRange.Plain(address);
        return IPEndPoint.TryParse(text, out var point) ? AddressRange.Plain(point.Address) : null;
    }
}
