namespace Godwit.Terminals;

/// <summary>
/// A stream that is only written to and never fails its writer: what cannot be written is dropped, and so is everything after it, so that what did arrive has no hole in its middle. A move
/// shall not end because the disk of its redirected output is full; whoever owns the stream asks for <see cref="Failure"/> at the end and says so.
/// </summary>
/// <param name="inner">Where to write; closed with this stream.</param>
public sealed class PrintStream(Stream inner) : Stream
{
    /// <summary>Why writing ended, in the system's words; null while everything was written.</summary>
    public string? Failure { get; private set; }

    /// <inheritdoc/>
    public override bool CanRead => false;
    /// <inheritdoc/>
    public override bool CanSeek => false;
    /// <inheritdoc/>
    public override bool CanWrite => true;
    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException();
    /// <inheritdoc/>
    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    /// <inheritdoc/>
    public override void Write(ReadOnlySpan<byte> buffer)
    {
        if (Failure is not null) return;
        try
        {
            inner.Write(buffer);
        }
        catch (Exception refusal) when (refusal is IOException or UnauthorizedAccessException)
        {
            Failure = refusal.Message;
        }
    }

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    /// <inheritdoc/>
    public override void Flush()
    {
        if (Failure is not null) return;
        try
        {
            inner.Flush();
        }
        catch (Exception refusal) when (refusal is IOException or UnauthorizedAccessException)
        {
            Failure = refusal.Message;
        }
    }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            try
            {
                inner.Dispose();
            }
            catch (Exception refusal) when (refusal is IOException or UnauthorizedAccessException)
            {
                Failure ??= refusal.Message;
            }
        }
        base.Dispose(disposing);
    }
}
