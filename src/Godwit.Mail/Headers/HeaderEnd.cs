namespace Godwit.Mail;

/// <summary>
/// Finds the blank line that ends a header block while the message passes in pieces. A line is blank when it holds nothing, or carriage returns only:
/// the rule of <see cref="CanonicalHasher"/>.
/// </summary>
public struct HeaderEnd
{
    private bool _inLine;

    /// <summary>True once the blank line has passed.</summary>
    public bool IsReached { get; private set; }

    /// <summary>How many bytes of the next piece belong to the header block, its blank line included.</summary>
    public int Take(ReadOnlySpan<byte> piece)
    {
        var at = 0;
        while (!IsReached && at < piece.Length)
        {
            var feed = piece[at..].IndexOf((byte)'\n');
            var line = feed < 0 ? piece[at..] : piece.Slice(at, feed);
            _inLine |= line.ContainsAnyExcept((byte)'\r');
            at += line.Length;
            if (feed < 0) break;
            at++;
            IsReached = !_inLine;
            _inLine = false;
        }
        return at;
    }
}
