using System.Text;

namespace Godwit.Diagnostics.Logs;

/// <summary>The columns of a comma-separated log by name; order and number do not matter, columns without a name are passed over.</summary>
internal sealed class CsvColumns
{
    private readonly Dictionary<string, int> _at = new(StringComparer.OrdinalIgnoreCase);
    private readonly byte[] _header;

    private CsvColumns(ReadOnlySpan<byte> header)
    {
        _header = header.ToArray();
        Span<Field> fields = stackalloc Field[Fields.Most];
        Width = Fields.AtCommas(header, fields);
        for (var i = 0; i < Width; i++)
            if (fields[i].In(header).Trim((byte)' ') is { Length: > 0 } name) _at.TryAdd(Encoding.UTF8.GetString(name), i);
    }

    /// <summary>How many columns there are.</summary>
    public int Width { get; }

    /// <summary>Reads a list of names between commas.</summary>
    public static CsvColumns Read(ReadOnlySpan<byte> header) => new(header);

    /// <summary>True when the line repeats the header.</summary>
    public bool IsHeader(ReadOnlySpan<byte> line) => line.SequenceEqual(_header);

    /// <summary>Where a column stands; -1: nowhere.</summary>
    public int At(string name) => _at.GetValueOrDefault(name, -1);
}
