using System.Globalization;

namespace Godwit.Mail;

/// <summary>A number of bytes as people read it: decimal units (1 kB = 1,000 bytes).</summary>
public readonly record struct ByteSize(long Bytes)
{
    /// <summary>Three digits and a unit: <c>1.24 GB</c>, <c>512 B</c>.</summary>
    public override string ToString() => Bytes switch
    {
        < 1_000 => string.Create(CultureInfo.InvariantCulture, $"{Bytes} B"),
        < 1_000_000 => string.Create(CultureInfo.InvariantCulture, $"{Bytes / 1e3:G3} kB"),
        < 1_000_000_000 => string.Create(CultureInfo.InvariantCulture, $"{Bytes / 1e6:G3} MB"),
        < 1_000_000_000_000 => string.Create(CultureInfo.InvariantCulture, $"{Bytes / 1e9:G3} GB"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{Bytes / 1e12:F2} TB"),
    };
}
