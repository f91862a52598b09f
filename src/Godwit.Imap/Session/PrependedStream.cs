namespace Godwit.Imap;

/// <summary>Reads some bytes that came early, then a stream.</summary>
internal sealed class PrependedStream(byte[] first, Stream rest) : ReadOnlyStream
{
    private int _at;

    public override int Read(byte[] buffer, int offset, int count)
    {
        var length = Math.Min(count, first.Length - _at);
        if (length == 0) return rest.Read(buffer, offset, count);
        first.AsSpan(_at, length).CopyTo(buffer.AsSpan(offset));
        _at += length;
        return length;
    }
}

/// <summary>What every stream that can only be read answers to the rest.</summary>
internal abstract class ReadOnlyStream : Stream
{
    public override bool CanRead => true;
    public override bool CanSeek => false;
    public override bool CanWrite => false;
    public override long Length => throw new NotSupportedException();
    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }
    public override void Flush() { }
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
    public override void SetLength(long value) => throw new NotSupportedException();
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
