using System.Globalization;
using Godwit.Proxy.Exchanges;

namespace Godwit.Proxy.Logging;

/// <summary>The access log in the W3C extended format, with the fields of IIS in its default order. Times are UTC, the time taken is in milliseconds.</summary>
/// <param name="hourly">A new file each hour, else each day.</param>
internal sealed class W3cLog(bool hourly) : ILogLayout
{
    /// <summary>The default set of IIS 8 and later.</summary>
    public const string Fields =
        "date time s-ip cs-method cs-uri-stem cs-uri-query s-port cs-username c-ip cs(User-Agent) cs(Referer) sc-status sc-substatus sc-win32-status time-taken";

    public string Pattern => "u_ex*.log";

    public long MaxBytes => long.MaxValue;

    public string FileName(DateTimeOffset time, int part) =>
        string.Create(CultureInfo.InvariantCulture, $"u_ex{(hourly ? time.UtcDateTime.ToString("yyMMddHH", CultureInfo.InvariantCulture) : time.UtcDateTime.ToString("yyMMdd", CultureInfo.InvariantCulture))}.log");

    public string Prolog(DateTimeOffset time) => W3cLayout.Prolog(ProxyLogs.Software, Fields, time);

    /// <summary>The line of a finished request.</summary>
    public static string Line(Exchange exchange)
    {
        var (began, join) = (exchange.Began.UtcDateTime, $"&CorrelationID=<empty>;&cafeReqId={exchange.RequestId:D};");
        return string.Create(CultureInfo.InvariantCulture, $"{began:yyyy-MM-dd HH:mm:ss} {exchange.Local.Address} {LogText.Token(exchange.Method)} {LogText.Token(exchange.Path)} ")
            + string.Create(CultureInfo.InvariantCulture, $"{LogText.Token(exchange.Query + join)} {exchange.Local.Port} {LogText.Token(exchange.UserName)} {exchange.Client} ")
            + string.Create(CultureInfo.InvariantCulture, $"{LogText.Token(exchange.UserAgent)} {LogText.Token(exchange.Referer)} {exchange.Status} {exchange.SubStatus} {exchange.Win32} {exchange.Taken.TotalMilliseconds:F0}");
    }
}
