using System.Collections.Concurrent;
using System.Globalization;

namespace Godwit.Proxy.Metrics;

/// <summary>Counts what happens, and tells it in the Prometheus text format. Safe for several threads.</summary>
internal sealed class ProxyMetrics
{
    private readonly ConcurrentDictionary<(int Status, string Reason), long> _answers = new();
    private readonly ConcurrentDictionary<string, Func<double>> _gauges = new(StringComparer.Ordinal);
    private long _failedSignIns;
    private long _handedOver;
    private long _requestMilliseconds;

    /// <summary>A request was answered.</summary>
    public void Answered(Exchanges.Exchange exchange)
    {
        _answers.AddOrUpdate((exchange.Status, exchange.Refusal?.Reason ?? ""), 1, static (_, count) => count + 1);
        Interlocked.Add(ref _requestMilliseconds, (long)exchange.Taken.TotalMilliseconds);
        if (exchange.TargetServer is not null) Interlocked.Increment(ref _handedOver);
    }

    /// <summary>Credentials were wrong.</summary>
    public void AuthenticationFailed() => Interlocked.Increment(ref _failedSignIns);

    /// <summary>Tells a value that goes up and down.</summary>
    /// <param name="name">Its name with the unit at its end.</param>
    /// <param name="read">Gives the value.</param>
    public void Gauge(string name, Func<double> read) => _gauges[name] = read;

    /// <summary>Everything as text, one value a line.</summary>
    public string Text()
    {
        var text = new MetricsText().Family("godwit_proxy_requests_total", "counter");
        foreach (var ((status, reason), count) in _answers.OrderBy(answer => answer.Key))
            text.Sample("godwit_proxy_requests_total", count, ("status", status.ToString(CultureInfo.InvariantCulture)), ("reason", reason));
        text.Counter("godwit_proxy_sign_in_failures_total", Interlocked.Read(ref _failedSignIns));
        text.Counter("godwit_proxy_handed_over_total", Interlocked.Read(ref _handedOver));
        text.Counter("godwit_proxy_request_seconds_total", Interlocked.Read(ref _requestMilliseconds) / 1000.0);
        foreach (var (name, read) in _gauges.OrderBy(gauge => gauge.Key, StringComparer.Ordinal)) text.Gauge(name, read());
        return text.ToString();
    }
}
