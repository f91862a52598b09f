using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Http.Features;

namespace Godwit.Proxy.Exchanges;

/// <summary>One request and what became of it: filled on its way through the service, read by logs and metrics at the end.</summary>
internal sealed class Exchange
{
    private readonly TimeProvider _clock;
    private readonly long _beganAt;

    public Exchange(HttpContext context, string server, TimeProvider clock)
    {
        (Context, Server, _clock) = (context, server, clock);
        (Began, _beganAt) = (clock.GetUtcNow(), clock.GetTimestamp());
        var (request, connection) = (context.Request, context.Connection);
        Local = new IPEndPoint(AddressRange.Plain(connection.LocalIpAddress ?? IPAddress.None), connection.LocalPort);
        Remote = new IPEndPoint(AddressRange.Plain(connection.RemoteIpAddress ?? IPAddress.None), connection.RemotePort);
        Client = Remote.Address;
        (Path, Query) = (request.Path.ToUriComponent(), request.QueryString.Value ?? "");
        ClientRequestId = Serving.ClientRequestId.Known(request.Headers[ProxyHeaders.ClientRequestId]);
    }

    public HttpContext Context { get; }

    /// <summary>Our own name.</summary>
    public string Server { get; }

    /// <summary>Names the request in every log; a front end passes its own on.</summary>
    public Guid RequestId { get; set; } = Guid.NewGuid();

    public DateTimeOffset Began { get; }

    public TimeSpan Taken => _clock.GetElapsedTime(_beganAt);

    public IPEndPoint Local { get; }

    /// <summary>The other end of the TCP connection.</summary>
    public IPEndPoint Remote { get; }

    /// <summary>The client: the other end, or whom a believed balancer names.</summary>
    public IPAddress Client { get; set; }

    /// <summary>True when TLS reaches from the client to us, as far as it can be told.</summary>
    public bool IsSecure { get; set; }

    /// <summary>True when the other end is a balancer that the administrator named: it may lead several clients over one connection.</summary>
    public bool IsFromBalancer { get; set; }

    /// <summary>False for what other servers of ours hand over.</summary>
    public bool IsFrontEnd { get; set; } = true;

    public string Method => Context.Request.Method;

    public string Path { get; }

    public string Query { get; }

    /// <summary>The target as it stood in the request line.</summary>
    public string RawTarget => Context.Features.Get<IHttpRequestFeature>()?.RawTarget ?? Path;

    public string? Host => Context.Request.Host.Value;

    public string? UserAgent => Context.Request.Headers.UserAgent;

    public string? Referer => Context.Request.Headers.Referer;

    public string? ClientRequestId { get; }

    /// <summary>The name of the protocol in the front end's log.</summary>
    public string Protocol { get; set; } = "Ews";

    /// <summary>Who asked; null: not known.</summary>
    public string? UserName { get; set; }

    public string? Scheme { get; set; }

    public int Status => Context.Response.StatusCode;

    public int SubStatus { get; set; }

    public uint Win32 { get; set; }

    public Refusal? Refusal { get; set; }

    public string? AnchorMailbox { get; set; }

    public string? Store { get; set; }

    /// <summary>The server that it was handed over to; null: none.</summary>
    public string? TargetServer { get; set; }

    public int? BackEndStatus { get; set; }

    public TimeSpan? BackEndLatency { get; set; }

    public long? RequestBytes => Context.Request.ContentLength;

    public long? ResponseBytes { get; set; }

    /// <summary>What went wrong inside, without anything secret.</summary>
    public string? Error { get; set; }

    /// <summary>True over HTTP/1.x, where authentication can be bound to the connection.</summary>
    public bool KeepsConnection => HttpProtocol.IsHttp11(Context.Request.Protocol) || HttpProtocol.IsHttp10(Context.Request.Protocol);

    /// <summary>What the connection remembers from request to request.</summary>
    public IDictionary<object, object?>? ConnectionItems => Context.Features.Get<Microsoft.AspNetCore.Connections.Features.IConnectionItemsFeature>()?.Items;
}
