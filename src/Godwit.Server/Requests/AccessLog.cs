using System.Net;
using System.Text.RegularExpressions;
using Godwit.Server.Access;
using Microsoft.AspNetCore.Http;

namespace Godwit.Server.Requests;

/// <summary>
/// The service's access log in the W3C extended format: a line a request, a file a day, at most 64 MB each and 32 of them. Of a query only <c>whatIf</c> is written, of who asks only a name that was proven.
/// </summary>
internal sealed partial class AccessLog : ILogLayout
{
    /// <summary>Who writes it, as its directives say: by that it is told from a web server's.</summary>
    public const string Software = "Godwit migration service";

    /// <summary>The columns.</summary>
    public const string Fields =
        "date time s-computername s-ip cs-method cs-uri-stem cs-uri-query s-port cs-username c-ip cs(User-Agent) sc-status sc-win32-status time-taken sc(request-id) cs(client-request-id)";

    private const int LongestAgent = 256;
    private const uint ConnectionReset = 64;

    public string Pattern => "service_*.log";

    public long MaxBytes => 64 * 1024 * 1024;

    public int MaxFiles => 32;

    public string FileName(DateTimeOffset time, int part) => string.Create(CultureInfo.InvariantCulture, $"service_{time.UtcDateTime:yyyyMMdd}-{part}.log");

    public string Prolog(DateTimeOffset time) => W3cLayout.Prolog(Software, Fields, time);

    /// <summary>The line of an answered request.</summary>
    /// <param name="context">The request and its answer.</param>
    /// <param name="node">This node's name.</param>
    /// <param name="began">When it came.</param>
    /// <param name="taken">How long it took.</param>
    public static string Line(HttpContext context, string node, DateTimeOffset began, TimeSpan taken)
    {
        var (request, connection, ids) = (context.Request, context.Connection, RequestIds.Of(context));
        return string.Join(' ',
            began.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture), LogText.Token(node), Address(connection.LocalIpAddress), LogText.Token(request.Method),
            Plain(request.Path.ToUriComponent()), Asked(request), Number(connection.LocalPort), LogText.Token(SignIn.IsSignedIn(context) ? SignIn.Of(context).Name : null), Address(connection.RemoteIpAddress),
            Plain(Cut(request.Headers.UserAgent)), Number(context.Response.StatusCode), Number(context.RequestAborted.IsCancellationRequested ? ConnectionReset : 0), taken.TotalMilliseconds.ToString("F0", CultureInfo.InvariantCulture),
            ids.Own.ToString("D"), LogText.Token(ids.Client));
    }

    /// <summary>Whether it asked what would be; the rest of a query may hold anything, and what it filters by is nobody's business here.</summary>
    private static string Asked(HttpRequest request) => Api.Asked.IsWhatIf(request.HttpContext) ? "whatIf=true" : "-";

    /// <summary>A token of ours that stands where none belongs, in a path or an agent's name, is not written down.</summary>
    private static string Plain(string? text) => LogText.Token(text is null ? null : Tokens().Replace(text, ServiceAccess.TokenMark + "***"));

    private static string Address(IPAddress? address) => address is null ? "-" : AddressRange.Plain(address).ToString();

    private static string? Cut(string? text) => text?.Length > LongestAgent ? text[..LongestAgent] : text;

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);

    [GeneratedRegex(ServiceAccess.TokenMark + "[A-Za-z0-9_%-]+", RegexOptions.NonBacktracking)]
    private static partial Regex Tokens();
}
