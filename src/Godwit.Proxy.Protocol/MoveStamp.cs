using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Godwit.Proxy.Protocol;

/// <summary>
/// Who writes: a move and its epoch. Whoever takes a move over raises the epoch; a proxy then refuses what an earlier owner still sends.
/// </summary>
/// <param name="Move">The move.</param>
/// <param name="Epoch">Its epoch, not negative.</param>
public readonly record struct MoveStamp(Guid Move, long Epoch)
{
    private const string Separator = ";epoch=";

    /// <summary>Reads what <see cref="ToString"/> writes.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out MoveStamp stamp)
    {
        stamp = default;
        if (text is null || text.Length > 80) return false;
        var at = text.IndexOf(Separator, StringComparison.Ordinal);
        if (at < 0 || !Guid.TryParseExact(text.AsSpan(0, at), "D", out var move)) return false;
        if (!long.TryParse(text.AsSpan(at + Separator.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var epoch)) return false;
        stamp = new MoveStamp(move, epoch);
        return true;
    }

    /// <summary>As in the header field: <c>0198c5f2-7e01-7c3a-9c40-6f5a2d6f0d11;epoch=7</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Move:D}{Separator}{Epoch}");
}
