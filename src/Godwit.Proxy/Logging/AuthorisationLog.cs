using System.Globalization;
using Godwit.Proxy.Exchanges;

namespace Godwit.Proxy.Logging;

/// <summary>Who was let in and who was not, and why: the audit log.</summary>
internal sealed class AuthorisationLog : ILogLayout
{
    private const string Columns = "DateTime,RequestId,AuthenticatedUser,AuthenticationType,ClientIpAddress,ServerHostName,Decision,Reason";

    public string Pattern => "MrsProxyAuthorization_*.LOG";

    public long MaxBytes => 10 * 1024 * 1024;

    public string FileName(DateTimeOffset time, int part) => string.Create(CultureInfo.InvariantCulture, $"MrsProxyAuthorization_{time.UtcDateTime:yyyyMMdd}-{part}.LOG");

    public string Prolog(DateTimeOffset time) => string.Create(CultureInfo.InvariantCulture,
        $"#Software: Godwit MRS Proxy\r\n#Log-type: MrsProxyAuthorization Logs\r\n#Date: {time.UtcDateTime:yyyy-MM-ddTHH:mm:ss.fffZ}\r\n#Fields: {Columns}\r\n");

    /// <summary>The line of a decision about a user.</summary>
    public static string Line(Exchange exchange, string decision, string reason) => string.Join(',',
        exchange.Began.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture), exchange.RequestId.ToString("D"), LogText.Csv(exchange.UserName), LogText.Csv(exchange.Scheme),
        exchange.Client.ToString(), LogText.Csv(exchange.Server), decision, LogText.Csv(reason));
}
