using System.Text.Json;

namespace Godwit.Diagnostics.Examination;

/// <summary>What an examination saw, as names and values that can be compared with those of another day.</summary>
internal static class ExaminationFacts
{
    public static readonly string[] Columns = ["fact", "value"];
    private const string Section = "facts";

    public static IEnumerable<string[]> Of(ExaminationNotes notes)
    {
        if (notes.Addresses.Count > 0) yield return ["addresses", Join(notes.Addresses.Keys.Select(address => address.ToString()))];
        if (notes.Open.Count > 0) yield return ["open", Join(notes.Open.Select(at => at.ToString()))];
        if (notes.Tls is { } tls)
        {
            yield return ["certificate", tls.Certificates[0].Thumbprint];
            yield return ["issuer", tls.Certificates[0].Issuer];
            yield return ["valid to", tls.Certificates[0].NotAfter.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)];
            yield return ["TLS", tls.Protocol.ToString()];
        }
        if (notes.Repeated.FirstOrDefault()?.Answer is { } answer)
        {
            yield return ["status", Join(notes.Repeated.Select(sample => sample.Status.ToString(CultureInfo.InvariantCulture)).Distinct())];
            yield return ["server", answer.First("Server") ?? "-"];
            yield return ["front ends", Join(notes.Repeated.Select(sample => sample.FrontEnd).OfType<string>().Distinct(StringComparer.OrdinalIgnoreCase))];
            yield return ["offers", Join(answer.Schemes)];
        }
        if (notes.SignedIn.Count > 0) yield return ["signed in", Join(notes.SignedIn.Select(sample => sample.Status.ToString(CultureInfo.InvariantCulture)).Distinct())];
    }

    private static string Join(IEnumerable<string> values) => string.Join(", ", values.Order(StringComparer.Ordinal));

    /// <summary>The facts of a report that was saved as JSON.</summary>
    /// <exception cref="JsonException">It is none.</exception>
    public static Dictionary<string, string> Read(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        using var document = JsonDocument.ParseValue(ref reader);
        if (document.RootElement.ValueKind != JsonValueKind.Object || !document.RootElement.TryGetProperty(Section, out var rows) || rows.ValueKind != JsonValueKind.Array) throw new JsonException("There is no list of facts in it.");
        var facts = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var row in rows.EnumerateArray()) facts[row.GetProperty("fact").GetString() ?? ""] = row.GetProperty("value").GetString() ?? "";
        return facts;
    }
}
