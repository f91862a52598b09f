namespace Godwit.Testing.Imap;

/// <summary>Some bytes that were read too early, then the stream they came from.</summary>
internal sealed class PrefixedStream(byte[] early, Stream inner) : Stream
{
    private int _at;

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        if (_at == early.Length) return inner.Read(buffer);
        var count = Math.Min(buffer.Length, early.Length - _at);
        early.AsSpan(_at, count).CopyTo(buffer);
        _at += count;
        return count;
    }

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
