using System.Text;
using System.Text.Json;

namespace Godwit.Proxy.Routing;

/// <summary>Who asks, as one server tells another: JSON in base64, so that no name can break a header.</summary>
internal static class HandedOverUser
{
    public const string Header = "X-Godwit-User";

    public static string Write(ProxyUser user) => Convert.ToBase64String(JsonSerializer.SerializeToUtf8Bytes(new Told(user.Name, user.Scheme)));

    /// <summary>The user, or null when the header is missing or cannot be read.</summary>
    public static ProxyUser? Read(string? header)
    {
        try
        {
            var told = string.IsNullOrEmpty(header) ? null : JsonSerializer.Deserialize<Told>(Convert.FromBase64String(header));
            return told is { Name.Length: > 0, Scheme.Length: > 0 } ? new ProxyUser(told.Name, told.Scheme, []) : null;
        }
        catch (Exception unreadable) when (unreadable is FormatException or JsonException or DecoderFallbackException)
        {
            return null;
        }
    }

    private sealed record Told(string Name, string Scheme);
}
