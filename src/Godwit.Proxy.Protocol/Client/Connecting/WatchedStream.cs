using System.Net.Sockets;

namespace Godwit.Proxy.Protocol;

/// <summary>
/// A connection's bytes, counted as they pass, so that silence is noticed whatever HTTP does above. TLS is established without blocking, and from then on the framework emulates every blocking read by its
/// event queue and a wake-up, which costs more than the read; so a read that blocks waits by poll(2) first.
/// </summary>
/// <param name="socket">The connection, which is owned.</param>
internal sealed class WatchedStream(Socket socket) : Stream
{
    // Whoever closes the socket wakes the poll; should that ever be missed, the read that follows notices.
    private static readonly TimeSpan LookAgainAfter = TimeSpan.FromSeconds(1);

    private readonly NetworkStream _inner = new(socket, ownsSocket: true);
    private long _moved;

    /// <summary>How often bytes have moved, either way.</summary>
    public long Moved => Volatile.Read(ref _moved);

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        WaitForBytes();
        return Count(_inner.Read(buffer));
    }

    private void WaitForBytes()
    {
        try
        {
            while (!socket.Poll(LookAgainAfter, SelectMode.SelectRead)) { }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            throw new IOException("The connection was closed.", e);
        }
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        Count(await _inner.ReadAsync(buffer, cancellationToken).ConfigureAwait(false));

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    // In parts: a large write over a slow link moves, and shall be seen to move.
    public override void Write(ReadOnlySpan<byte> buffer)
    {
        for (; !buffer.IsEmpty; buffer = buffer[Math.Min(buffer.Length, WireLimits.PieceBytes)..])
        {
            _inner.Write(buffer[..Math.Min(buffer.Length, WireLimits.PieceBytes)]);
            Interlocked.Increment(ref _moved);
        }
    }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        await _inner.WriteAsync(buffer, cancellationToken).ConfigureAwait(false);
        Interlocked.Increment(ref _moved);
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Flush() => _inner.Flush();

    public override Task FlushAsync(CancellationToken cancellationToken) => _inner.FlushAsync(cancellationToken);

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing) _inner.Dispose();
        base.Dispose(disposing);
    }

    private int Count(int read)
    {
        Interlocked.Increment(ref _moved);
        return read;
    }
}
