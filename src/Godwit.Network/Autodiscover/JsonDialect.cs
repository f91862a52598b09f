using System.Text.Json;

namespace Godwit.Network.Autodiscover;

/// <summary>The JSON form, version 2: <c>GET /autodiscover/autodiscover.json?Email=...&amp;Protocol=EWS</c>, without signing in.</summary>
internal static class JsonDialect
{
    private const int MaxDepth = 8;

    public static string Target(string address) => $"/autodiscover/autodiscover.json?Email={Uri.EscapeDataString(address)}&Protocol=EWS&RedirectCount=1";

    /// <summary>Null when it is no answer of this form.</summary>
    public static AutodiscoverAnswer? Read(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var document = JsonDocument.Parse(body, new JsonDocumentOptions { MaxDepth = MaxDepth });
            if (document.RootElement.ValueKind != JsonValueKind.Object) return null;
            var (url, error) = (Text(document, "Url"), Text(document, "ErrorCode"));
            if (url is null && error is null) return null;
            return new AutodiscoverAnswer(AutodiscoverAnswer.HostOf(url, "JSON Url", true) is { } host ? [host] : []) { ErrorCode = error };
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string? Text(JsonDocument document, string name) =>
        document.RootElement.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
