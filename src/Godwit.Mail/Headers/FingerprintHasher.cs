using System.Buffers;

namespace Godwit.Mail;

/// <summary>
/// Computes <see cref="MessageFingerprint"/>s as messages pass: give it the pieces of one message in order, then <see cref="Finish"/>, then the next message. Holds at most
/// <see cref="HeaderLimits.MaxBlockBytes"/> of a header block. Not for two threads at once.
/// </summary>
public sealed class FingerprintHasher : IDisposable
{
    private const int UsualBlockBytes = 8 * 1024;
    private readonly BodyHasher _body = new();
    private byte[] _block = ArrayPool<byte>.Shared.Rent(UsualBlockBytes);
    private int _blockLength;
    private HeaderEnd _end;

    /// <summary>Takes the next bytes of the current message.</summary>
    public void Append(ReadOnlySpan<byte> piece)
    {
        if (!_end.IsReached)
        {
            var header = _end.Take(piece);
            Keep(piece[..header]);
            piece = piece[header..];
        }
        _body.Append(piece);
    }

    /// <summary>The fingerprint of what was given since the last call; ready for the next message.</summary>
    public MessageFingerprint Finish()
    {
        var fingerprint = new MessageFingerprint(HeaderFingerprint.Of(_block.AsSpan(0, _blockLength)), _body.Finish());
        (_blockLength, _end) = (0, default);
        return fingerprint;
    }

    private void Keep(ReadOnlySpan<byte> header)
    {
        header = header[..Math.Min(header.Length, HeaderLimits.MaxBlockBytes - _blockLength)];
        if (_blockLength + header.Length > _block.Length) Grow(_blockLength + header.Length);
        header.CopyTo(_block.AsSpan(_blockLength));
        _blockLength += header.Length;
    }

    private void Grow(int needed)
    {
        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(needed, Math.Min(_block.Length * 2, HeaderLimits.MaxBlockBytes)));
        _block.AsSpan(0, _blockLength).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_block);
        _block = larger;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _body.Dispose();
        if (_block.Length > 0) ArrayPool<byte>.Shared.Return(_block);
        (_block, _blockLength) = ([], 0);
    }
}
