namespace Godwit.Proxy.Protocol;

internal sealed partial class ServedCall
{
    private void ReadMessages()
    {
        var folder = ReadFolder();
        var reader = ReadArguments();
        var (generation, part) = CallCodec.ReadReading(ref reader);
        var uids = ReadUids();
        EndOfRequest();
        OnLane(lane =>
        {
            using var messages = lane.Lane.ReadMessages(folder, generation, uids, part, cancellation);
            // Told at once: the client waits for it before it asks for the first message.
            records.Write(RecordKind.Opened);
            records.Flush();
            while (MoveNext(messages)) Forward(messages.Current);
        });
    }

    /// <summary>Goes to the next message that can be read, telling those that cannot.</summary>
    private bool MoveNext(IMessageReader messages)
    {
        while (true)
        {
            cancellation.ThrowIfCancellationRequested();
            try
            {
                return messages.MoveNext();
            }
            catch (FaultException e) when (e.Fault.Reach == Reach.Item)
            {
                Refuse(messages.FailedUid, e.Fault);
            }
        }
    }

    private void Forward(IncomingMessage message)
    {
        try
        {
            Send(message);
        }
        catch (FaultException e) when (e.Fault.Reach == Reach.Item)
        {
            Refuse(message.Uid, e.Fault);
        }
    }

    private void Refuse(uint uid, Fault fault)
    {
        _header.Clear().Varint(uid);
        FaultCodec.Write(_header, fault);
        Write(RecordKind.Unreadable);
    }

    private void Send(IncomingMessage message)
    {
        var left = message.Length;
        _header.Clear().Varint(message.Uid);
        _header.Varint((ulong)left);
        var piece = message.NextPiece();
        SendPiece(RecordKind.Message, piece.Span, ref left);
        if (piece.IsEmpty) return;
        for (piece = message.NextPiece(); !piece.IsEmpty; piece = message.NextPiece()) SendPieces(piece.Span, ref left);
        if (left != 0) throw new FaultException(new Fault(ConnectorFaults.ProtocolViolation, Side.Source, $"The store announced {left} bytes more of the message {message.Uid} than it gave."));
    }

    /// <summary>Stores give pieces of up to a megabyte; on the wire they are shorter, so that none waits for a large one.</summary>
    private void SendPieces(ReadOnlySpan<byte> bytes, ref long left)
    {
        for (; !bytes.IsEmpty; bytes = bytes[Math.Min(bytes.Length, WireLimits.PieceBytes)..])
        {
            _header.Clear();
            SendOnePiece(RecordKind.Piece, bytes[..Math.Min(bytes.Length, WireLimits.PieceBytes)], ref left);
        }
    }

    private void SendPiece(RecordKind kind, ReadOnlySpan<byte> bytes, ref long left)
    {
        var first = bytes[..Math.Min(bytes.Length, WireLimits.PieceBytes)];
        SendOnePiece(kind, first, ref left);
        SendPieces(bytes[first.Length..], ref left);
    }

    private void SendOnePiece(RecordKind kind, ReadOnlySpan<byte> bytes, ref long left)
    {
        cancellation.ThrowIfCancellationRequested();
        left -= bytes.Length;
        if (left < 0) throw new FaultException(new Fault(ConnectorFaults.ProtocolViolation, Side.Source, "The store gave more bytes of a message than it announced."));
        records.Write(kind, _header.Written, bytes);
    }
}
