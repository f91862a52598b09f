using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Godwit.Proxy.Protocol;

/// <summary>The versions that one side speaks. Every release speaks its own and the one before.</summary>
/// <param name="Min">The lowest.</param>
/// <param name="Max">The highest.</param>
public readonly record struct ProtocolVersions(int Min, int Max)
{
    /// <summary>What this program speaks.</summary>
    public static ProtocolVersions Ours { get; } = new(1, 1);

    /// <summary>The highest version that both speak, or null.</summary>
    public int? Common(ProtocolVersions other)
    {
        var highest = Math.Min(Max, other.Max);
        return highest >= Min && highest >= other.Min ? highest : null;
    }

    /// <summary>Reads <c>1</c> or <c>1-3</c>: at most four digits a number, the lower first.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out ProtocolVersions versions)
    {
        versions = default;
        if (text is null || text.Length > 9) return false;
        var dash = text.IndexOf('-', StringComparison.Ordinal);
        var low = dash < 0 ? text : text[..dash];
        var high = dash < 0 ? text : text[(dash + 1)..];
        if (!TryNumber(low, out var min) || !TryNumber(high, out var max) || min > max) return false;
        versions = new ProtocolVersions(min, max);
        return true;
    }

    private static bool TryNumber(string text, out int number) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number is > 0 and <= 9_999;

    /// <summary>As in the header field.</summary>
    public override string ToString() => Min == Max ? Min.ToString(CultureInfo.InvariantCulture) : string.Create(CultureInfo.InvariantCulture, $"{Min}-{Max}");
}
