using System.Net;
using System.Net.Http.Headers;

namespace Godwit.Proxy.Protocol;

/// <summary>
/// One message that is too long for a batch, as a request body: its bytes run from the feed to the wire and are never held whole. Its length is known beforehand, since pieces have a fixed length. It
/// can be written only once; the request waits for <c>100 Continue</c>, so that a refusal comes before the bytes go.
/// </summary>
internal sealed class MessageContent : HttpContent
{
    private readonly AppendPreface _preface;
    private readonly OutgoingMessage _message;
    private readonly byte[] _head;
    private readonly byte[] _closing;
    private readonly byte[] _record = new byte[WireLimits.HeadBytes + WireLimits.PieceBytes];
    private readonly CancellationToken _cancellation;
    private readonly long _length;
    private readonly long _records;

    public MessageContent(AppendPreface preface, OutgoingMessage message, CancellationToken cancellation)
    {
        (_preface, _message, _length, _cancellation) = (preface, message, message.Length, cancellation);
        var header = new WireWriter();
        CallCodec.WriteOutgoing(header, _length, message.Flags, message.Received);
        _head = new byte[WireLimits.HeadBytes + header.Length];
        // The head has no body: all pieces are alike then.
        RecordHead.Write(_head, RecordKind.Message, header.Written, bodyLength: 0);
        _records = (_length + WireLimits.PieceBytes - 1) / WireLimits.PieceBytes;
        _closing = AppendPreface.Closing(AppendPreface.Records + 1 + _records);
        Headers.ContentType = new MediaTypeHeaderValue(ProtocolHeaders.MediaType);
    }

    /// <summary>What the feed threw, or what was wrong with it; the caller is told this and not what HTTP made of it.</summary>
    public Exception? FeedFailure { get; private set; }

    /// <summary>True when the feed was asked for bytes: what was taken cannot be given again.</summary>
    public bool WasBegun { get; private set; }

    protected override void SerializeToStream(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        if (WasBegun) throw new InvalidOperationException("The message was sent already and cannot be sent again.");
        WasBegun = true;
        stream.Write(_preface.Bytes.Span);
        stream.Write(_head);
        var left = _length;
        var filled = 0;
        for (var piece = NextPiece(); !piece.IsEmpty; piece = NextPiece())
        {
            if (piece.Length > left - filled) throw Fail(WrongLength.Fault(_length, _length + 1));
            Put(stream, piece.Span, ref filled, ref left);
        }
        if (left != filled) throw Fail(WrongLength.Fault(_length, _length - left + filled));
        if (filled > 0) Send(stream, ref filled, ref left);
        stream.Write(_closing);
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => SerializeToStreamAsync(stream, context, CancellationToken.None);

    // HTTP/2 writes from a thread of its own choice; the feed blocks it, as it would the caller's.
    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken) =>
        Task.Run(() => SerializeToStream(stream, context, cancellationToken), cancellationToken);

    protected override bool TryComputeLength(out long length)
    {
        length = _preface.Bytes.Length + _head.Length + _records * WireLimits.HeadBytes + _length + _closing.Length;
        return true;
    }

    private ReadOnlyMemory<byte> NextPiece()
    {
        try
        {
            _cancellation.ThrowIfCancellationRequested();
            return _message.NextPiece();
        }
        catch (Exception e)
        {
            throw Fail(e);
        }
    }

    private Exception Fail(Exception e) => FeedFailure = e;

    private void Put(Stream stream, ReadOnlySpan<byte> bytes, ref int filled, ref long left)
    {
        while (!bytes.IsEmpty)
        {
            var part = bytes[..Math.Min(bytes.Length, WireLimits.PieceBytes - filled)];
            part.CopyTo(_record.AsSpan(WireLimits.HeadBytes + filled));
            filled += part.Length;
            bytes = bytes[part.Length..];
            // The last bytes wait until the feed has said that there are no more.
            if (filled == WireLimits.PieceBytes && left > filled) Send(stream, ref filled, ref left);
        }
    }

    private void Send(Stream stream, ref int filled, ref long left)
    {
        RecordHead.Write(_record.AsSpan(0, WireLimits.HeadBytes), RecordKind.Piece, default, filled);
        stream.Write(_record, 0, WireLimits.HeadBytes + filled);
        left -= filled;
        filled = 0;
    }
}
