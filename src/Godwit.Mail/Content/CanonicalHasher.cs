using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Godwit.Mail;

/// <summary>
/// Hashes messages in canonical form as their bytes pass: a LF without a CR before it counts as CRLF, everything else as it is. Give it the pieces of one
/// message in order, then <see cref="Finish"/>, then the next message. Not for two threads at once.
/// </summary>
public sealed class CanonicalHasher : IDisposable
{
    private static readonly byte[] Crlf = "\r\n"u8.ToArray();
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private bool _lastWasCarriageReturn;
    private bool _inHeader = true;
    private long _lineLength;
    private ulong _header;
    private long _length;

    /// <summary>Takes the next bytes of the current message.</summary>
    public void Append(ReadOnlySpan<byte> piece)
    {
        while (piece.Length > 0)
        {
            var run = WholeRun(piece, out var breakFollows, out var headerEnds);
            _hash.AppendData(piece[..run]);
            _length += run;
            if (run > 0) _lastWasCarriageReturn = piece[run - 1] == (byte)'\r';
            if (breakFollows)
            {
                _hash.AppendData(Crlf);
                _length += 2;
                _lastWasCarriageReturn = false;
                run++;
            }
            if (headerEnds) CloseHeader();
            piece = piece[run..];
        }
    }

    /// <summary>The digest of what was given since the last call; ready for the next message.</summary>
    public MessageDigest Finish()
    {
        if (_inHeader) CloseHeader();
        Span<byte> bytes = stackalloc byte[ContentHash.Size];
        _hash.GetHashAndReset(bytes);
        var digest = new MessageDigest(ContentHash.Read(bytes), _header, _length);
        (_lastWasCarriageReturn, _inHeader, _lineLength, _header, _length) = (false, true, 0, 0, 0);
        return digest;
    }

    /// <summary>Forgets the bytes given since the last <see cref="Finish"/>.</summary>
    public void Reset() => Finish();

    /// <summary>How many bytes can be hashed as they stand, and whether a bare LF follows them or the header block ends with them. Only the header is looked at line by line.</summary>
    private int WholeRun(ReadOnlySpan<byte> piece, out bool breakFollows, out bool headerEnds)
    {
        breakFollows = headerEnds = false;
        if (!_inHeader)
        {
            var bareFeed = LineBreaks.IndexOfBareFeed(piece, _lastWasCarriageReturn);
            breakFollows = bareFeed >= 0;
            return breakFollows ? bareFeed : piece.Length;
        }
        var start = 0;
        while (true)
        {
            var feed = piece[start..].IndexOf((byte)'\n');
            if (feed < 0)
            {
                CountLine(piece[start..]);
                return piece.Length;
            }
            var at = start + feed;
            var bare = !(at == 0 ? _lastWasCarriageReturn : piece[at - 1] == (byte)'\r');
            CountLine(piece[start..at]);
            headerEnds = _lineLength == 0;
            _lineLength = 0;
            if (bare) { breakFollows = true; return at; }
            if (headerEnds) return at + 1;
            start = at + 1;
        }
    }

    private void CountLine(ReadOnlySpan<byte> line) => _lineLength += line.Length - line.Count((byte)'\r');

    private void CloseHeader()
    {
        Span<byte> bytes = stackalloc byte[ContentHash.Size];
        _hash.GetCurrentHash(bytes);
        _header = BinaryPrimitives.ReadUInt64BigEndian(bytes);
        _inHeader = false;
    }

    /// <inheritdoc/>
    public void Dispose() => _hash.Dispose();
}
