namespace Godwit.Mail;

/// <summary>
/// Reads the fields of a header block in their order, without copying and without ever failing: a line that is no field (a mailbox's <c>From </c> line, a
/// continuation of nothing, damage) is passed over together with its continuations. Ends at the blank line, at the end of the bytes, or at <see cref="HeaderLimits"/>.
/// </summary>
public ref struct HeaderReader
{
    private ReadOnlySpan<byte> _rest;
    private int _fields;

    /// <summary>Reads the block with which these bytes begin; a body may follow it.</summary>
    public HeaderReader(ReadOnlySpan<byte> message) => _rest = message[..Math.Min(message.Length, HeaderLimits.MaxBlockBytes)];

    /// <summary>The field that the last <see cref="MoveNext"/> reached.</summary>
    public HeaderField Current { get; private set; }

    /// <summary>Goes to the next field; false when there are no more.</summary>
    public bool MoveNext()
    {
        while (_fields < HeaderLimits.MaxFields && TakeLines(out var lines))
        {
            if (!HeaderField.TryRead(lines, out var field)) continue;
            Current = field;
            _fields++;
            return true;
        }
        return false;
    }

    /// <summary>The reader itself, for <c>foreach</c>.</summary>
    public readonly HeaderReader GetEnumerator() => this;

    /// <summary>The first field of this name; false when the block has none.</summary>
    public static bool TryFind(ReadOnlySpan<byte> message, ReadOnlySpan<byte> name, out HeaderField field)
    {
        foreach (var candidate in new HeaderReader(message))
        {
            if (!candidate.Is(name)) continue;
            field = candidate;
            return true;
        }
        field = default;
        return false;
    }

    /// <summary>A line and the continuations behind it (RFC 5322 section 2.2.3); false at the end of the block.</summary>
    private bool TakeLines(out ReadOnlySpan<byte> lines)
    {
        var length = LineLength(_rest);
        lines = _rest[..length];
        if (lines.IsEmpty || IsBlank(lines)) return false;
        while (length < _rest.Length && _rest[length] is (byte)' ' or (byte)'\t') length += LineLength(_rest[length..]);
        lines = _rest[..length];
        _rest = _rest[length..];
        return true;
    }

    private static int LineLength(ReadOnlySpan<byte> bytes)
    {
        var feed = bytes.IndexOf((byte)'\n');
        return feed < 0 ? bytes.Length : feed + 1;
    }

    private static bool IsBlank(ReadOnlySpan<byte> line) => line[^1] == (byte)'\n' && line[..^1].TrimStart((byte)'\r').IsEmpty;
}
