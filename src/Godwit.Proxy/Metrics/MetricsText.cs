using System.Globalization;
using System.Text;

namespace Godwit.Proxy.Metrics;

/// <summary>Writes values in the Prometheus text format, version 0.0.4.</summary>
internal sealed class MetricsText
{
    /// <summary>The format's media type.</summary>
    public const string MediaType = "text/plain; version=0.0.4; charset=utf-8";

    private readonly StringBuilder _text = new();

    /// <summary>A value that only grows while the process lives.</summary>
    public void Counter(string name, double value) => Family(name, "counter").Sample(name, value);

    /// <summary>A value that goes up and down.</summary>
    public void Gauge(string name, double value) => Family(name, "gauge").Sample(name, value);

    /// <summary>Begins values of one name.</summary>
    /// <param name="name">The name: small letters and underscores, its unit at the end.</param>
    /// <param name="kind"><c>counter</c> or <c>gauge</c>.</param>
    public MetricsText Family(string name, string kind)
    {
        _text.Append("# TYPE ").Append(name).Append(' ').Append(kind).Append('\n');
        return this;
    }

    /// <summary>A value of the family that was begun.</summary>
    public MetricsText Sample(string name, double value, params ReadOnlySpan<(string Label, string Value)> labels)
    {
        _text.Append(name);
        for (var i = 0; i < labels.Length; i++) _text.Append(i == 0 ? '{' : ',').Append(labels[i].Label).Append("=\"").Append(Escaped(labels[i].Value)).Append('"');
        if (labels.Length > 0) _text.Append('}');
        _text.Append(CultureInfo.InvariantCulture, $" {value}\n");
        return this;
    }

    /// <summary>Everything so far.</summary>
    public override string ToString() => _text.ToString();

    private static string Escaped(string value) =>
        value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);
}
