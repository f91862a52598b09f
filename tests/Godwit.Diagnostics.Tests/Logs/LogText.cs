using System.Text;
using Godwit.Diagnostics.Logs;

namespace Godwit.Diagnostics.Tests.Logs;

/// <summary>Log files in memory, and what a reader makes of them.</summary>
internal static class LogText
{
    public const string IisFields =
        "#Fields: date time s-ip cs-method cs-uri-stem cs-uri-query s-port cs-username c-ip cs(User-Agent) cs(Referer) sc-status sc-substatus sc-win32-status time-taken";

    public const string ServiceDirectives =
        "#Software: Godwit migration service\r\n#Version: 1.0\r\n#Fields: date time s-computername s-ip cs-method cs-uri-stem cs-uri-query s-port cs-username c-ip cs(User-Agent) sc-status sc-win32-status time-taken sc(request-id) cs(client-request-id)\r\n";

    public static readonly DateTimeOffset Changed = new(2026, 11, 21, 0, 0, 0, TimeSpan.Zero);

    public static LogInput File(string name, string text) => File(name, Encoding.UTF8.GetBytes(text));

    public static LogInput File(string name, byte[] bytes) => new(name, name.Split('/') is [.., var folder, _] ? folder : "", Changed, () => new MemoryStream(bytes));

    public static ReadingOptions Options(TimeWindow? window = null, string? columns = null) =>
        new(new TextPool(), TimeSpan.Zero, columns is null ? ColumnMap.None : ColumnMap.Read(columns), window ?? TimeWindow.All);

    public static LogFileReader Reader(string text, string? columns = null) => new(File("log", text), Options(columns: columns));

    /// <summary>The only entry of a text.</summary>
    public static LogEntry One(string text, string? columns = null)
    {
        var reader = Reader(text, columns);
        Assert.True(reader.MoveNext(), "no entry: " + string.Join("; ", reader.Tally.Examples));
        return reader.Entry;
    }

    /// <summary>What becomes of all lines.</summary>
    public static FileTally Tally(string text, string? columns = null)
    {
        using var reader = Reader(text, columns);
        while (reader.MoveNext()) { }
        return reader.Tally;
    }

    public static string Iis(string time, string server, string client, int status, int sub, long win32, string user = "-", string query = "-", int port = 443, string stem = "/EWS/mrsproxy.svc", int taken = 10, string agent = "-") =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"2026-11-20 {time} {server} POST {stem} {query} {port} {user} {client} {agent} - {status} {sub} {win32} {taken}\n");

    public static string Service(string time, string request, string named, string path = "/api/v1/batches/wave/start", string user = "carla", int status = 200) =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"2026-11-20 {time} node1 10.0.0.5 POST {path} - 4443 {user} 10.0.0.9 - {status} 0 12 {request} {named}\r\n");

    public static DateTime Utc(LogEntry entry) => new(entry.Ticks, DateTimeKind.Utc);
}
