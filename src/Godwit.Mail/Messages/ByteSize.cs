using System.Globalization;

namespace Godwit.Mail;

/// <summary>A number of bytes as people read it: decimal units (1 kB = 1,000 bytes).</summary>
public readonly record struct ByteSize(long Bytes)
{
    /// <summary>Three digits and a unit, rounded: <c>1.24 GB</c>, <c>512 B</c>; terabytes with two decimals.</summary>
    public override string ToString() => Bytes switch
    {
        < 1_000 => string.Create(CultureInfo.InvariantCulture, $"{Bytes} B"),
        < 999_500 => string.Create(CultureInfo.InvariantCulture, $"{Bytes / 1e3:G3} kB"),     // from here on three digits round up to the next unit
        < 999_500_000 => string.Create(CultureInfo.InvariantCulture, $"{Bytes / 1e6:G3} MB"),
        < 999_500_000_000 => string.Create(CultureInfo.InvariantCulture, $"{Bytes / 1e9:G3} GB"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{Bytes / 1e12:F2} TB"),
    };
}
