namespace Godwit.Sync;

/// <summary>The lines of a header block, each with its line break apart. A lone carriage return is no line break.</summary>
internal ref struct HeaderLines(ReadOnlySpan<byte> block)
{
    private ReadOnlySpan<byte> _rest = block;

    /// <summary>The line without its break.</summary>
    public ReadOnlySpan<byte> Content { get; private set; }

    /// <summary>CRLF, LF, or nothing on an unfinished last line.</summary>
    public ReadOnlySpan<byte> Break { get; private set; }

    /// <summary>True for the line that ends the block: nothing in it but carriage returns.</summary>
    public readonly bool IsBlank => !Break.IsEmpty && !Content.ContainsAnyExcept((byte)'\r');

    /// <summary>True when the line continues the one before it (RFC 5322 section 2.2.3).</summary>
    public readonly bool IsContinuation => !Content.IsEmpty && Content[0] is (byte)' ' or (byte)'\t';

    /// <summary>True when the line begins a field.</summary>
    public readonly bool IsField => !IsContinuation && HeaderField.TryRead(Content, out _);

    public bool MoveNext()
    {
        if (_rest.IsEmpty) return false;
        var feed = _rest.IndexOf((byte)'\n');
        var line = feed < 0 ? _rest : _rest[..(feed + 1)];
        var breakLength = feed < 0 ? 0 : line.EndsWith("\r\n"u8) ? 2 : 1;
        Content = line[..^breakLength];
        Break = line[^breakLength..];
        _rest = _rest[line.Length..];
        return true;
    }

    public readonly HeaderLines GetEnumerator() => this;

    /// <summary>Itself, for <c>foreach</c> over lines.</summary>
    public readonly HeaderLines Current => this;
}
