namespace Godwit.Sync;

/// <summary>The groups of a header block: a line with the continuations behind it; the blank line at the end is a group of its own.</summary>
internal ref struct HeaderGroups(ReadOnlySpan<byte> block)
{
    private ReadOnlySpan<byte> _rest = block;

    /// <summary>The group with its line breaks.</summary>
    public ReadOnlySpan<byte> Current { get; private set; }

    public bool MoveNext()
    {
        if (_rest.IsEmpty) return false;
        var length = 0;
        foreach (var line in new HeaderLines(_rest))
        {
            if (length > 0 && !line.IsContinuation) break;
            length += line.Content.Length + line.Break.Length;
            if (line.IsBlank) break;
        }
        Current = _rest[..length];
        _rest = _rest[length..];
        return true;
    }

    public readonly HeaderGroups GetEnumerator() => this;
}
