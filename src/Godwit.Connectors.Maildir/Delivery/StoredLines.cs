namespace Godwit.Connectors.Maildir;

/// <summary>
/// Turns canonical text into what a Maildir holds: CRLF becomes LF, as Dovecot writes by default. A CRLF behind another CR stays, or reading could not tell it from a lone
/// CR before a line end: what is read back is exactly what came.
/// </summary>
internal struct StoredLines
{
    private bool _holdsCarriageReturn;
    private bool _afterCarriageReturn;

    /// <summary>Writes the stored form of a piece; the target must be a byte longer than the piece. Answers how many bytes were written.</summary>
    public int Write(ReadOnlySpan<byte> piece, Span<byte> target)
    {
        if (piece.IsEmpty) return 0;
        var written = 0;
        if (_holdsCarriageReturn)
        {
            _holdsCarriageReturn = false;
            if (piece[0] != (byte)'\n' || _afterCarriageReturn) target[written++] = (byte)'\r';
            _afterCarriageReturn = true;
        }
        var at = 0;
        while (at < piece.Length)
        {
            var rest = piece[at..];
            var run = rest.IndexOf((byte)'\r');
            if (run < 0) run = rest.Length;
            rest[..run].CopyTo(target[written..]);
            at += run;
            written += run;
            if (run > 0) _afterCarriageReturn = false;
            if (at == piece.Length) break;
            if (at + 1 == piece.Length) { _holdsCarriageReturn = true; break; }
            if (piece[at + 1] != (byte)'\n' || _afterCarriageReturn) target[written++] = (byte)'\r';
            _afterCarriageReturn = true;
            at++;
        }
        return written;
    }

    /// <summary>The CR that the last piece ended with, if any.</summary>
    public int Finish(Span<byte> target)
    {
        if (!_holdsCarriageReturn) return 0;
        _holdsCarriageReturn = false;
        target[0] = (byte)'\r';
        return 1;
    }
}
