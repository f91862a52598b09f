namespace Godwit.Connectors.Maildir;

/// <summary>Finds the end of a header block in bytes that come in pieces: behind the first line that is empty, CRs not counted.</summary>
internal struct HeaderEnd
{
    private bool _lineHasText;

    /// <summary>How many of these bytes belong to the header with its closing blank line; -1 when all do and more may follow.</summary>
    public int Find(ReadOnlySpan<byte> piece)
    {
        var at = 0;
        while (at < piece.Length)
        {
            var feed = piece[at..].IndexOf((byte)'\n');
            var line = feed < 0 ? piece[at..] : piece.Slice(at, feed);
            _lineHasText |= line.IndexOfAnyExcept((byte)'\r') >= 0;
            if (feed < 0) return -1;
            at += feed + 1;
            if (!_lineHasText) return at;
            _lineHasText = false;
        }
        return -1;
    }
}
