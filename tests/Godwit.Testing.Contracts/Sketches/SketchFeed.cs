namespace Godwit.Testing.Contracts;

/// <summary>Feeds sketched messages to a target, in small pieces, with the ticket 100 for the first; also badly, where a fact asks for it.</summary>
public sealed class SketchFeed(params IReadOnlyList<SketchedMessage> messages) : OutgoingMessage, IMessageFeed
{
    private int _index = -1;
    private int _given;

    /// <summary>The ticket of the first message.</summary>
    public const long FirstTicket = 100;

    /// <summary>The largest piece.</summary>
    public int PieceBytes { get; init; } = 10_007;

    /// <summary>Which message goes wrong; -1 for none.</summary>
    public int BadIndex { get; init; } = -1;

    /// <summary>How much longer the bad message says it is than it is; negative for shorter.</summary>
    public int BadLengthOffset { get; init; }

    /// <summary>What happens in the middle of the bad message's body.</summary>
    public Action? InMidBody { get; init; }

    /// <summary>How many messages the target asked for.</summary>
    public int Asked => _index;

    public OutgoingMessage Current => this;

    public override long Ticket => FirstTicket + _index;

    public override long Length => messages[_index].Bytes.Length + (_index == BadIndex ? BadLengthOffset : 0);

    public override MessageFlags Flags => messages[_index].Flags;

    public override ReceivedDate? Received => messages[_index].Received;

    public bool MoveNext()
    {
        _given = 0;
        return ++_index < messages.Count;
    }

    public override ReadOnlyMemory<byte> NextPiece()
    {
        var bytes = messages[_index].Bytes;
        if (_index == BadIndex && InMidBody is { } act && _given >= bytes.Length / 2) act();
        var limit = _index == BadIndex && InMidBody is not null ? Math.Max(1, bytes.Length / 2) : PieceBytes;
        var piece = bytes.AsMemory(_given, Math.Min(limit, bytes.Length - _given));
        _given += piece.Length;
        return piece;
    }
}
