namespace Godwit.Sync;

/// <summary>A message that has been sent and not yet answered for.</summary>
/// <param name="Ticket">Its number in the feed.</param>
/// <param name="Index">Its index among the folder's new messages.</param>
/// <param name="Flags">The flags it was sent with.</param>
/// <param name="Digest">What its bytes were.</param>
internal readonly record struct SentMessage(long Ticket, int Index, FlagBase Flags, MessageDigest Digest);

/// <summary>Messages between the pump and the answers, in order. The pump adds, the thread that reads the answers takes.</summary>
internal sealed class InFlight
{
    private readonly Lock _gate = new();
    private SentMessage[] _ring = new SentMessage[1024];
    private int _first, _count;

    public void Add(in SentMessage message)
    {
        lock (_gate)
        {
            if (_count == _ring.Length) Grow();
            _ring[(_first + _count++) % _ring.Length] = message;
        }
    }

    /// <summary>
    /// The newest message has gone whole, and this is what it was. A message that the target refuses before it takes a byte never comes so far; it is in flight all the same, from when it was offered.
    /// </summary>
    public void Complete(long ticket, MessageDigest digest)
    {
        lock (_gate)
        {
            ref var newest = ref _ring[(_first + _count - 1 + _ring.Length) % _ring.Length];
            if (_count > 0 && newest.Ticket == ticket) newest = newest with { Digest = digest };
        }
    }

    /// <summary>Takes the message with this ticket.</summary>
    /// <exception cref="InvalidOperationException">The outcomes do not come in the order of the feed, against the contract.</exception>
    public SentMessage Take(long ticket)
    {
        lock (_gate)
        {
            if (_count == 0 || _ring[_first].Ticket != ticket) throw new InvalidOperationException($"Outcome for ticket {ticket} out of order.");
            var message = _ring[_first];
            _first = (_first + 1) % _ring.Length;
            _count--;
            return message;
        }
    }

    private void Grow()
    {
        var larger = new SentMessage[_ring.Length * 2];
        for (var i = 0; i < _count; i++) larger[i] = _ring[(_first + i) % _ring.Length];
        (_ring, _first) = (larger, 0);
    }
}
