using System.Net.Sockets;

namespace Godwit.Imap;

/// <summary>
/// A blocking socket as a stream. A read gives up only when for the whole timeout no byte has moved in either direction, so that whoever waits for the answer to a slow
/// upload waits as long as it makes progress.
/// </summary>
internal sealed class SocketStream : Stream
{
    private const int ProtocolTcp = 6, QuickAcknowledge = 12;
    private static readonly byte[] One = BitConverter.GetBytes(1);

    private readonly Socket _socket;
    private readonly TimeProvider _clock;
    private readonly TimeSpan _receiveTimeout;
    private long _lastActivity;

    internal SocketStream(Socket socket, ImapOptions options)
    {
        _socket = socket;
        _clock = options.Clock;
        _receiveTimeout = options.ReceiveTimeout;
        _socket.ReceiveTimeout = Milliseconds(options.ReceiveTimeout);
        _socket.SendTimeout = Milliseconds(options.SendTimeout);
        Touch();
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        var shortened = false;
        while (true)
        {
            var count = _socket.Receive(buffer, SocketFlags.None, out var error);
            if (error == SocketError.Success)
            {
                if (shortened) _socket.ReceiveTimeout = Milliseconds(_receiveTimeout);
                Touch();
                return count;
            }
            if (error == SocketError.Interrupted) continue;
            if (error is not (SocketError.TimedOut or SocketError.WouldBlock)) throw new IOException("Receiving failed.", new SocketException((int)error));
            _socket.ReceiveTimeout = Milliseconds(LeftOrThrow());
            shortened = true;
        }
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        while (buffer.Length > 0)
        {
            var count = _socket.Send(buffer, SocketFlags.None, out var error);
            if (count > 0) Touch();
            buffer = buffer[count..];
            if (error is SocketError.Success or SocketError.Interrupted || count > 0) continue;
            if (error is SocketError.TimedOut or SocketError.WouldBlock) throw new TimeoutException("The server accepts no more bytes.");
            throw new IOException("Sending failed.", new SocketException((int)error));
        }
    }

    private TimeSpan LeftOrThrow()
    {
        var left = _receiveTimeout - _clock.GetElapsedTime(Volatile.Read(ref _lastActivity));
        return left > TimeSpan.Zero ? left : throw new TimeoutException("The server does not answer.");
    }

    private void Touch() => Volatile.Write(ref _lastActivity, _clock.GetTimestamp());

    /// <summary>
    /// A command has gone out whole, and its answer is waited for. Some servers (Courier) send answers in small pieces with Nagle's algorithm on (RFC 896), each held back until we have acknowledged the one
    /// before; Linux, which has just seen us send, would wait 40 ms for something to send along with that (RFC 1122 section 4.2.3.2). So the next acknowledgements are asked to go at once.
    /// </summary>
    public override void Flush()
    {
        if (!OperatingSystem.IsLinux()) return;
        try
        {
            _socket.SetRawSocketOption(ProtocolTcp, QuickAcknowledge, One);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            return;   // Only a hint; whoever reads next sees what became of the connection.
        }
    }

    private static int Milliseconds(TimeSpan time) => time <= TimeSpan.Zero ? 0 : (int)Math.Clamp(time.TotalMilliseconds, 1, int.MaxValue);

    public override bool CanRead => true;

    public override bool CanWrite => true;

    public override bool CanSeek => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing) _socket.Dispose();
        base.Dispose(disposing);
    }
}
