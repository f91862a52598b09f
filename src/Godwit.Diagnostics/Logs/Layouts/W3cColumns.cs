using System.Text;

namespace Godwit.Diagnostics.Logs;

/// <summary>A column that we read, of the W3C logs of IIS and HTTP.sys.</summary>
internal enum W3cColumn
{
    /// <summary>One that we pass over.</summary>
    None,
    Date, Time, ServerIp, ServerName, ServerPort, Method, Stem, Query, Uri, User, ClientIp, ClientPort, Forwarded, Agent, Status, SubStatus, Win32, Taken, Reason, Queue, Request, ClientRequest,
    /// <summary>How many there are.</summary>
    Count,
}

/// <summary>The order of the columns, as a <c>#Fields</c> directive gives it. Any order; columns may be missing, unknown or repeated.</summary>
internal sealed class W3cColumns
{
    private readonly int[] _at = new int[(int)W3cColumn.Count];

    private W3cColumns(ReadOnlySpan<byte> names)
    {
        Array.Fill(_at, -1);
        foreach (var range in names.Split((byte)' '))
        {
            if (names[range].Trim((byte)' ') is not { Length: > 0 } name) continue;
            var column = Known(name);
            if (column != W3cColumn.None && _at[(int)column] < 0) _at[(int)column] = Width;
            Width++;
        }
    }

    /// <summary>How many columns there are.</summary>
    public int Width { get; }

    /// <summary>True for HTTP.sys's error log.</summary>
    public bool IsHttpErr => Has(W3cColumn.Reason);

    /// <summary>True for a web server's log.</summary>
    public bool IsWebServer => Has(W3cColumn.Status) && (Has(W3cColumn.Stem) || Has(W3cColumn.Uri)) && Has(W3cColumn.Time);

    /// <summary>Reads what follows <c>#Fields:</c>.</summary>
    public static W3cColumns Read(ReadOnlySpan<byte> names) => new(names);

    /// <summary>True when there is such a column.</summary>
    public bool Has(W3cColumn column) => _at[(int)column] >= 0;

    /// <summary>The column's field; empty when there is none.</summary>
    public ReadOnlySpan<byte> Of(W3cColumn column, ReadOnlySpan<byte> line, ReadOnlySpan<Field> fields) => _at[(int)column] is >= 0 and var at && at < fields.Length ? fields[at].In(line) : default;

    private static W3cColumn Known(ReadOnlySpan<byte> name) => Encoding.ASCII.GetString(name).ToLowerInvariant() switch
    {
        "date" => W3cColumn.Date,
        "time" => W3cColumn.Time,
        "s-ip" => W3cColumn.ServerIp,
        "s-computername" => W3cColumn.ServerName,
        "s-port" => W3cColumn.ServerPort,
        "cs-method" => W3cColumn.Method,
        "cs-uri-stem" => W3cColumn.Stem,
        "cs-uri-query" => W3cColumn.Query,
        "cs-uri" => W3cColumn.Uri,
        "cs-username" => W3cColumn.User,
        "c-ip" => W3cColumn.ClientIp,
        "c-port" => W3cColumn.ClientPort,
        "x-forwarded-for" or "cs(x-forwarded-for)" or "originalip" or "x-original-ip" or "x-real-ip" => W3cColumn.Forwarded,
        "cs(user-agent)" => W3cColumn.Agent,
        "sc-status" => W3cColumn.Status,
        "sc-substatus" => W3cColumn.SubStatus,
        "sc-win32-status" => W3cColumn.Win32,
        "time-taken" => W3cColumn.Taken,
        "s-reason" => W3cColumn.Reason,
        "s-queuename" => W3cColumn.Queue,
        "sc(request-id)" => W3cColumn.Request,
        "cs(client-request-id)" => W3cColumn.ClientRequest,
        _ => W3cColumn.None,
    };
}
