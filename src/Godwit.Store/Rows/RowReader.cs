namespace Godwit.Store;

/// <summary>Reads a row's columns in order and checks their sum: the counterpart of <see cref="RowWriter"/>.</summary>
/// <param name="statement">Stands on the row.</param>
/// <param name="column">The row's first column, where one statement gives two rows side by side.</param>
internal struct RowReader(Statement statement, int column = 0)
{
    private Checksum _checksum = new();
    private int _column = column;

    /// <summary>The next column: a number.</summary>
    public long Long()
    {
        var value = statement.Long(_column++);
        _checksum.Add(value);
        return value;
    }

    /// <summary>The next column: text, or null.</summary>
    public string? Text()
    {
        var at = _column++;
        if (statement.IsNull(at))
        {
            _checksum.AddNull();
            return null;
        }
        var text = statement.Text(at);
        _checksum.Add(statement.Bytes(at));
        return StoredText.Unescape(text);
    }

    /// <summary>The next column: bytes, valid until the statement steps.</summary>
    public ReadOnlySpan<byte> Bytes()
    {
        var bytes = statement.Bytes(_column++);
        _checksum.Add(bytes);
        return bytes;
    }

    /// <summary>Reads the sum, which is the last column, and tells it.</summary>
    /// <exception cref="DamagedStateException">The row is not what was written.</exception>
    public readonly uint Check(string what)
    {
        if (statement.Long(_column) != _checksum.Value) throw new DamagedStateException($"{what} does not agree with its checksum");
        return _checksum.Value;
    }
}
