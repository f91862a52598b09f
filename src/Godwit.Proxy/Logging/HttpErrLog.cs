using System.Globalization;
using System.Net;

namespace Godwit.Proxy.Logging;

/// <summary>What was refused before the application saw it, in the layout of HTTP.sys with 13 fields.</summary>
internal sealed class HttpErrLog : ILogLayout
{
    /// <summary>The fields of Windows Server 2008 to 2016.</summary>
    public const string Fields = "date time c-ip c-port s-ip s-port cs-version cs-method cs-uri sc-status s-siteid s-reason s-queuename";

    private const int MaxUri = 4096;
    private const int MaxVerb = 255;

    public string Pattern => "httperr*.log";

    public long MaxBytes => 1024 * 1024;

    public string FileName(DateTimeOffset time, int part) => string.Create(CultureInfo.InvariantCulture, $"httperr{part}.log");

    public string Prolog(DateTimeOffset time) => W3cLayout.Prolog(ProxyLogs.Software, Fields, time);

    /// <summary>The line of a refusal.</summary>
    /// <param name="time">When.</param>
    /// <param name="remote">Who asked.</param>
    /// <param name="local">Where.</param>
    /// <param name="version">The HTTP version, as <c>HTTP/1.1</c>.</param>
    /// <param name="method">The method, as far as it is known.</param>
    /// <param name="uri">The target, as far as it is known.</param>
    /// <param name="status">The status that was answered; 0 when none was.</param>
    /// <param name="reason">A reason out of the vocabulary of HTTP.sys.</param>
    public static string Line(DateTimeOffset time, IPEndPoint remote, IPEndPoint local, string? version, string? method, string? uri, int status, string reason)
    {
        var (verb, target) = (Cut(method, MaxVerb), Cut(uri, MaxUri));
        var sent = status == 0 ? "-" : status.ToString(CultureInfo.InvariantCulture);
        return string.Create(CultureInfo.InvariantCulture,
            $"{time.UtcDateTime:yyyy-MM-dd HH:mm:ss} {remote.Address} {remote.Port} {local.Address} {local.Port} {LogText.Token(version)} {LogText.Token(verb)} {LogText.Token(target)} {sent} 1 {reason} MRSProxy");
    }

    private static string? Cut(string? text, int most) => text?.Length > most ? text[..most] : text;
}
