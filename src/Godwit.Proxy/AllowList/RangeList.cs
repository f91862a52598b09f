using System.Text.Json;

namespace Godwit.Proxy.AllowList;

/// <summary>
/// A list of ranges from a file: one range a line with <c>#</c> comments, or the JSON that the Office 365 endpoint service publishes (a list of entries with <c>serviceArea</c> and <c>ips</c>).
/// </summary>
/// <param name="Ranges">The ranges.</param>
internal sealed record RangeList(IReadOnlyList<AddressRange> Ranges)
{
    private const int MaxRanges = 100_000;

    /// <summary>Reads a file.</summary>
    /// <exception cref="FaultException">It cannot be read, or a line of it is not a range.</exception>
    public static RangeList ReadFile(string path, bool mustExist)
    {
        try
        {
            return !mustExist && !File.Exists(path) ? new RangeList([]) : Read(AtomicFile.Read(path));
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException or FormatException or JsonException)
        {
            throw ProxyServiceFaults.Refuse(ProxyServiceFaults.AllowListUnusable, $"The allow list '{path}' cannot be used: {OtherSideText.Show(unreadable.Message)}", unreadable);
        }
    }

    /// <summary>Reads a list in either form.</summary>
    /// <exception cref="FormatException">Something in it is not a range.</exception>
    /// <exception cref="JsonException">It begins as JSON and is none.</exception>
    public static RangeList Read(string text)
    {
        var ranges = (text.AsSpan().TrimStart() is ['[', ..] ? OfEndpoints(text) : OfLines(text)).Select(Range).ToList();
        return ranges.Count <= MaxRanges ? new RangeList(ranges) : throw new FormatException($"it holds more than {MaxRanges} ranges");
    }

    private static IEnumerable<string> OfLines(string text) =>
        text.Split('\n').Select(line => line.Split('#')[0].Trim()).Where(line => line.Length > 0);

    private static List<string> OfEndpoints(string json)
    {
        using var document = JsonDocument.Parse(json);
        return [.. document.RootElement.EnumerateArray().Where(IsExchange).SelectMany(IpsOf)];
    }

    private static bool IsExchange(JsonElement entry) =>
        entry.ValueKind == JsonValueKind.Object && entry.TryGetProperty("serviceArea", out var area) && area.ValueKind == JsonValueKind.String && area.GetString() == "Exchange";

    private static IEnumerable<string> IpsOf(JsonElement entry) =>
        entry.TryGetProperty("ips", out var ips) && ips.ValueKind == JsonValueKind.Array ? ips.EnumerateArray().Select(ip => ip.ToString()) : [];

    private static AddressRange Range(string text) => AddressRange.TryRead(text, out var range) ? range : throw new FormatException($"'{text}' is not an address range");
}
