using System.Diagnostics;
using System.Net;
using Godwit.Proxy.Logging;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Godwit.Proxy.Hosting;

/// <summary>Notes requests that the HTTP server refused before the application saw them, in the words of HTTP.sys.</summary>
internal sealed class BadRequestListener(ProxyLogs logs) : IObserver<KeyValuePair<string, object?>>
{
    private const string EventName = "Microsoft.AspNetCore.Server.Kestrel.BadRequest";

    /// <summary>Begins to listen; disposing what is returned ends it.</summary>
    public IDisposable Listen(DiagnosticListener source) => source.Subscribe(this, name => name == EventName);

    public void OnNext(KeyValuePair<string, object?> value)
    {
        if (value.Value is not IFeatureCollection features || features.Get<IBadRequestExceptionFeature>()?.Error is not BadHttpRequestException error) return;
        var (connection, request) = (features.Get<IHttpConnectionFeature>(), features.Get<IHttpRequestFeature>());
        logs.Refused(
            EndPoint(connection?.RemoteIpAddress, connection?.RemotePort), EndPoint(connection?.LocalIpAddress, connection?.LocalPort),
            request?.Protocol, request?.Method, request?.RawTarget, error.StatusCode, ReasonOf(error));
    }

    public void OnError(Exception error)
    {
    }

    public void OnCompleted()
    {
    }

    private static IPEndPoint EndPoint(IPAddress? address, int? port) => new(AddressRange.Plain(address ?? IPAddress.None), port ?? 0);

    private static string ReasonOf(BadHttpRequestException error) => error.StatusCode switch
    {
        StatusCodes.Status408RequestTimeout => "Timer_HeaderWait",
        StatusCodes.Status411LengthRequired => "LengthRequired",
        StatusCodes.Status413PayloadTooLarge => "EntityTooLarge",
        StatusCodes.Status414UriTooLong => "URL_Length",
        StatusCodes.Status431RequestHeaderFieldsTooLarge => "FieldLength",
        StatusCodes.Status505HttpVersionNotsupported => "Version_N/S",
        _ => error.Message.Contains("Host", StringComparison.Ordinal) ? "Hostname" : "BadRequest",
    };
}
