using System.Text;

namespace Godwit.Store;

/// <summary>Binds a row's columns in order and sums them; the last column is the sum. <see cref="RowReader"/> reads the same order.</summary>
internal struct RowWriter(Statement statement)
{
    private Checksum _checksum = new();

    /// <summary>The next column: a number.</summary>
    public void Long(long value)
    {
        _checksum.Add(value);
        statement.Bind(value);
    }

    /// <summary>The next column: text, escaped so that anything comes back as it was, or null.</summary>
    public void Text(string? text)
    {
        if (text is null)
        {
            _checksum.AddNull();
            statement.BindText(default, isNull: true);
            return;
        }
        var utf8 = Encoding.UTF8.GetBytes(StoredText.Escape(text));
        _checksum.Add(utf8);
        statement.BindText(utf8);
    }

    /// <summary>The next column: bytes.</summary>
    public void Bytes(ReadOnlySpan<byte> bytes)
    {
        _checksum.Add(bytes);
        statement.BindBytes(bytes);
    }

    /// <summary>Binds the sum as the last column, writes the row and tells the sum.</summary>
    public uint Write()
    {
        var sum = _checksum.Value;
        statement.Bind(sum).Run();
        return sum;
    }
}
