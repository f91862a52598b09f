namespace Godwit.Cli;

/// <summary>Sizes as people write them: a number with a decimal point or not, and a unit, decimal (<c>kB</c>) or binary (<c>KiB</c>), in any case.</summary>
internal static class SizeText
{
    private static readonly (string Unit, long Bytes)[] Units =
    [
        ("kib", 1L << 10), ("mib", 1L << 20), ("gib", 1L << 30), ("tib", 1L << 40),
        ("kb", 1_000), ("mb", 1_000_000), ("gb", 1_000_000_000), ("tb", 1_000_000_000_000), ("b", 1),
    ];

    /// <summary>Reads a size; the highest is an exabyte.</summary>
    public static bool TryParse(string text, out long bytes)
    {
        var lower = text.Trim().ToLowerInvariant();
        var factor = 1L;
        foreach (var (unit, size) in Units)
        {
            if (!lower.EndsWith(unit, StringComparison.Ordinal)) continue;
            (lower, factor) = (lower[..^unit.Length].TrimEnd(), size);
            break;
        }
        var read = decimal.TryParse(lower, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && number <= 1_000_000_000_000_000_000m / factor;
        bytes = read ? (long)(number * factor) : 0;
        return read;
    }
}
