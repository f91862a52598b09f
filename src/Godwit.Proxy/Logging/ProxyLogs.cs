using System.Net;
using Godwit.Proxy.Configuration;
using Godwit.Proxy.Exchanges;

namespace Godwit.Proxy.Logging;

/// <summary>All logs of one server, in folders named as administrators know them. Without a folder nothing is written.</summary>
internal sealed class ProxyLogs : IAsyncDisposable
{
    /// <summary>Who writes them, as their directives say.</summary>
    public const string Software = "Godwit MRS Proxy";

    private readonly TimeProvider _clock;
    private readonly LogFile? _access;
    private readonly LogFile? _refused;
    private readonly LogFile? _frontEnd;
    private readonly LogFile? _decisions;

    public ProxyLogs(LogSettings? settings, TimeProvider clock)
    {
        _clock = clock;
        if (settings is null) return;
        LogFile Open(string folder, ILogLayout layout) => new(Path.Combine(settings.Folder, folder), layout, settings.KeepDays, clock);
        _access = Open("W3SVC1", new W3cLog(settings.Hourly));
        _refused = Open("HTTPERR", new HttpErrLog());
        _frontEnd = Open(Path.Combine("HttpProxy", "Ews"), new HttpProxyLog());
        _decisions = Open("MrsProxyAuthorization", new AuthorisationLog());
    }

    /// <summary>How many lines were lost.</summary>
    public long Dropped => All.Sum(log => log.Dropped);

    private IEnumerable<LogFile> All => new[] { _access, _refused, _frontEnd, _decisions }.OfType<LogFile>();

    /// <summary>A request is over.</summary>
    public void Finished(Exchange exchange)
    {
        _access?.Write(W3cLog.Line(exchange));
        if (exchange.IsFrontEnd) _frontEnd?.Write(HttpProxyLog.Line(exchange));
    }

    /// <summary>Somebody was refused before the application.</summary>
    public void Refused(IPEndPoint remote, IPEndPoint local, string? version, string? method, string? uri, int status, string reason) =>
        _refused?.Write(HttpErrLog.Line(_clock.GetUtcNow(), remote, local, version, method, uri, status, reason));

    /// <summary>It was decided about a user.</summary>
    public void Decided(Exchange exchange, string decision, string reason) => _decisions?.Write(AuthorisationLog.Line(exchange, decision, reason));

    /// <summary>Ends when everything written before is on its way to the disk.</summary>
    public Task FlushAsync() => Task.WhenAll(All.Select(log => log.FlushAsync()));

    public async ValueTask DisposeAsync()
    {
        foreach (var log in All) await log.DisposeAsync().ConfigureAwait(false);
    }
}
