using System.Buffers.Text;

namespace Godwit.Diagnostics.Logs;

/// <summary>The log of a front end's proxy module, of any build: read by the names in its header. Times are UTC.</summary>
internal sealed class HttpProxyLayout(LayoutContext context, CsvColumns columns) : CsvLayout(context, columns)
{
    private readonly int _time = columns.At("DateTime");
    private readonly int _request = columns.At("RequestId");
    private readonly int _clientRequest = columns.At("ClientRequestId");
    private readonly int _stem = columns.At("UrlStem");
    private readonly int _user = columns.At("AuthenticatedUser");
    private readonly int _agent = columns.At("UserAgent");
    private readonly int _client = columns.At("ClientIpAddress");
    private readonly int _server = columns.At("ServerHostName");
    private readonly int _status = columns.At("HttpStatus");
    private readonly int _backEnd = columns.At("BackEndStatus");
    private readonly int _code = columns.At("ErrorCode");
    private readonly int _method = columns.At("Method");
    private readonly int _target = columns.At("TargetServer");
    private readonly int _version = columns.At("TargetServerVersion");
    private readonly int _taken = columns.At("TotalRequestTime");
    private readonly int _errors = columns.At("GenericErrors");
    private readonly int _info = columns.At("GenericInfo");

    /// <summary>What the front end writes beside a request that it passed on to an Exchange of before 2013.</summary>
    public const string ToDownLevel = "ProxyToDownLevel=True";

    public override string Name => "HttpProxy";

    /// <summary>True for the header of such a log.</summary>
    public static bool IsItsHeader(CsvColumns columns) => columns.At("DateTime") >= 0 && columns.At("UrlStem") >= 0 && columns.At("HttpStatus") >= 0;

    protected override LineMeaning ReadRow(ReadOnlySpan<byte> line, LogEntry entry)
    {
        // Short rows come from builds that leave the tail away; a row that does not even reach the status says nothing.
        if (Count <= _status || !Timestamps.TryIso(Of(_time, line), out var ticks)) return LineMeaning.NotUnderstood;
        Context.LastTicks = entry.Ticks = ticks;
        entry.Path = PathKinds.Of(Of(_stem, line));
        if (entry.Path == PathKind.Other) return LineMeaning.Other;
        entry.Kind = LogKind.HttpProxy;
        Fill(line, entry);
        return LineMeaning.Entry;
    }

    private void Fill(ReadOnlySpan<byte> line, LogEntry entry)
    {
        if (Utf8Parser.TryParse(Of(_request, line), out Guid request, out _)) entry.RequestId = request;
        if (Utf8Parser.TryParse(Of(_clientRequest, line), out Guid named, out _)) entry.ClientRequestId = named;
        entry.Server = Text(Of(_server, line));
        entry.User = Text(Of(_user, line));
        entry.Agent = Text(Of(_agent, line));
        entry.Method = Text(Of(_method, line));
        CallerAddress.TryRead(Of(_client, line), out entry.Client);
        Fields.TryStatus(Of(_status, line), out entry.Status);
        Fields.TryStatus(Of(_backEnd, line), out entry.TargetStatus);
        entry.Target = Text(Of(_target, line));
        entry.TargetVersion = Text(Of(_version, line));
        entry.Reason = Text(Of(_code, line));
        entry.Error = Text(Of(_errors, line));
        if (entry.Error.Length == 0 && Of(_info, line).IndexOf("ProxyToDownLevel=True"u8) >= 0) entry.Error = ToDownLevel;
        if (Utf8Parser.TryParse(Of(_taken, line), out double taken, out _) && taken is >= 0 and < 1e12) entry.TakenMs = (long)taken;
    }
}
