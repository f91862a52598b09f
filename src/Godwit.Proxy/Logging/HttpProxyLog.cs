using System.Globalization;
using Godwit.Proxy.Exchanges;

namespace Godwit.Proxy.Logging;

/// <summary>The front end's log as comma-separated values, with the columns that administrators and their tools know (the set of 74 of current builds). Read it by column name.</summary>
internal sealed class HttpProxyLog : ILogLayout
{
    /// <summary>The columns, in order.</summary>
    public const string Columns =
        "DateTime,RequestId,MajorVersion,MinorVersion,BuildVersion,RevisionVersion,ClientRequestId,Protocol,UrlHost,UrlStem,ProtocolAction,AuthenticationType,IsAuthenticated,AuthenticatedUser,"
        + "Organization,AnchorMailbox,UserAgent,ClientIpAddress,ServerHostName,HttpStatus,BackEndStatus,ErrorCode,Method,ProxyAction,TargetServer,TargetServerVersion,RoutingType,RoutingHint,"
        + "BackEndCookie,ServerLocatorHost,ServerLocatorLatency,RequestBytes,ResponseBytes,TargetOutstandingRequests,AuthModulePerfContext,HttpPipelineLatency,CalculateTargetBackEndLatency,"
        + "GlsLatencyBreakup,TotalGlsLatency,AccountForestLatencyBreakup,TotalAccountForestLatency,ResourceForestLatencyBreakup,TotalResourceForestLatency,ADLatency,SharedCacheLatencyBreakup,"
        + "TotalSharedCacheLatency,ActivityContextLifeTime,ModuleToHandlerSwitchingLatency,ClientReqStreamLatency,BackendReqInitLatency,BackendReqStreamLatency,BackendProcessingLatency,"
        + "BackendRespInitLatency,BackendRespStreamLatency,ClientRespStreamLatency,KerberosAuthHeaderLatency,HandlerCompletionLatency,RequestHandlerLatency,HandlerToModuleSwitchingLatency,"
        + "ProxyTime,CoreLatency,RoutingLatency,HttpProxyOverhead,TotalRequestTime,RouteRefresherLatency,UrlQuery,BackEndGenericInfo,GenericInfo,GenericErrors,EdgeTraceId,DatabaseGuid,"
        + "UserADObjectGuid,PartitionEndpointLookupLatency,RoutingStatus";

    private static readonly string[] Names = Columns.Split(',');
    private static readonly Version Version = typeof(HttpProxyLog).Assembly.GetName().Version ?? new Version(0, 0, 0, 0);

    public string Pattern => "HttpProxy_*.LOG";

    public long MaxBytes => 10 * 1024 * 1024;

    public string FileName(DateTimeOffset time, int part) => string.Create(CultureInfo.InvariantCulture, $"HttpProxy_{time.UtcDateTime:yyyyMMddHH}-{part}.LOG");

    public string Prolog(DateTimeOffset time) => string.Create(CultureInfo.InvariantCulture,
        $"{Columns}\r\n#Software: Godwit MRS Proxy\r\n#Version: {Version}\r\n#Log-type: HttpProxy Logs\r\n#Date: {time.UtcDateTime:yyyy-MM-ddTHH:mm:ss.fffZ}\r\n#Fields: {Columns}\r\n");

    /// <summary>The line of a finished request.</summary>
    public static string Line(Exchange exchange)
    {
        var values = ValuesOf(exchange);
        return string.Join(',', Names.Select(name => LogText.Csv(values.GetValueOrDefault(name))));
    }

    private static Dictionary<string, string?> ValuesOf(Exchange exchange)
    {
        var isKnown = exchange.UserName is not null;
        return new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["DateTime"] = exchange.Began.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture),
            ["RequestId"] = exchange.RequestId.ToString("D"),
            ["MajorVersion"] = Number(Version.Major), ["MinorVersion"] = Number(Version.Minor), ["BuildVersion"] = Number(Version.Build), ["RevisionVersion"] = Number(Version.Revision),
            ["ClientRequestId"] = exchange.ClientRequestId,
            ["Protocol"] = exchange.Protocol,
            ["UrlHost"] = exchange.Host,
            ["UrlStem"] = exchange.Path,
            ["UrlQuery"] = exchange.Query,
            ["AuthenticationType"] = isKnown ? exchange.Scheme : "",
            ["IsAuthenticated"] = isKnown ? "true" : "false",
            ["AuthenticatedUser"] = exchange.UserName,
            ["AnchorMailbox"] = exchange.AnchorMailbox is { } anchor ? $"Smtp~{anchor}" : "",
            ["UserAgent"] = exchange.UserAgent,
            ["ClientIpAddress"] = exchange.Client.ToString(),
            ["ServerHostName"] = exchange.Server,
            ["HttpStatus"] = Number(exchange.Status),
            ["BackEndStatus"] = exchange.BackEndStatus is { } status ? Number(status) : "",
            ["ErrorCode"] = exchange.Refusal?.Reason,
            ["Method"] = exchange.Method,
            ["ProxyAction"] = exchange.TargetServer is null ? "" : "Proxy",
            ["TargetServer"] = exchange.TargetServer,
            ["RoutingType"] = exchange.TargetServer is null ? "" : "Smtp",
            ["RoutingHint"] = exchange.Store,
            ["RequestBytes"] = exchange.RequestBytes is { } sent ? Number(sent) : "",
            ["ResponseBytes"] = exchange.ResponseBytes is { } got ? Number(got) : "",
            ["BackendProcessingLatency"] = exchange.BackEndLatency is { } latency ? Number((long)latency.TotalMilliseconds) : "",
            ["TotalRequestTime"] = Number((long)exchange.Taken.TotalMilliseconds),
            ["GenericErrors"] = exchange.Error,
        };
    }

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);
}
