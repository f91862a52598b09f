using System.Globalization;
using System.Net;

namespace Godwit.Proxy.Protocol;

/// <summary>
/// What is asked of a proxy and answered, a line each. Only what is named here is written: no header field that could hold a credential, no folder name, no mail.
/// </summary>
internal sealed class CallLog
{
    private static int _lanes;
    private readonly int _lane = Interlocked.Increment(ref _lanes);
    private readonly ProxySettings _settings;
    private long _askedAt;

    public CallLog(ProxySettings settings) => _settings = settings;

    /// <summary>A request is sent.</summary>
    public void Asked(Operation operation, LaneAccess access, bool signsIn)
    {
        if (_settings.WireLog is null) return;
        _askedAt = _settings.Clock.GetTimestamp();
        Write('C', string.Create(CultureInfo.InvariantCulture, $"{operation.Name()} {OtherSideText.Show(_settings.Mailbox)} {(access == LaneAccess.Write ? "write" : "read")}{(signsIn ? "" : ", without signing in")}"));
    }

    /// <summary>The head of its answer came.</summary>
    public void Answered(Operation operation, HttpResponseMessage answer)
    {
        if (_settings.WireLog is null) return;
        var head = string.Create(CultureInfo.InvariantCulture, $"{operation.Name()} HTTP/{answer.Version} {(int)answer.StatusCode}{Field(answer, ProtocolHeaders.Reason)}{Field(answer, ProtocolHeaders.RequestId)}{Field(answer, ProtocolHeaders.FrontEnd)}{Field(answer, "X-BEServer")}{Field(answer, "Server")}");
        var offered = answer.StatusCode == HttpStatusCode.Unauthorized ? $", offers {string.Join(' ', answer.Headers.WwwAuthenticate.Select(challenge => OtherSideText.Show(challenge.Scheme, 40)))}" : "";
        Write('S', head + offered + Taken());
    }

    /// <summary>Its answer is read, or given up.</summary>
    /// <param name="operation">What was asked.</param>
    /// <param name="closing">The code of the fault, "done", or "cut".</param>
    /// <param name="bytes">The bytes of the answer's body that were read.</param>
    public void Ended(Operation operation, string closing, long bytes)
    {
        if (_settings.WireLog is null) return;
        Write('S', string.Create(CultureInfo.InvariantCulture, $"{operation.Name()} {closing}, {bytes} bytes{Taken()}"));
    }

    /// <summary>The connection broke, or could not be made.</summary>
    public void Broke(Operation operation, Exception why)
    {
        if (_settings.WireLog is null) return;
        Write('S', $"{operation.Name()} no answer: {(why as FaultException)?.Fault.Code ?? why.GetType().Name}{Taken()}");
    }

    private static string Field(HttpResponseMessage answer, string name) => Speaker.First(answer, name) is { } value ? $" {name}={OtherSideText.Show(value, 80)}" : "";

    private string Taken() => string.Create(CultureInfo.InvariantCulture, $", {_settings.Clock.GetElapsedTime(_askedAt).TotalMilliseconds:F0} ms");

    private void Write(char speaker, string line) => _settings.WireLog!(string.Create(CultureInfo.InvariantCulture, $"{_lane} {_settings.Clock.GetUtcNow():HH:mm:ss.fff} {speaker}: {line}"));
}
