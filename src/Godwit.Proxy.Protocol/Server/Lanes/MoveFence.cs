namespace Godwit.Proxy.Protocol;

/// <summary>
/// Remembers the highest epoch in which each move has written, and lets nobody write in a lower one. Bounded: the move that wrote longest ago is forgotten first. Safe for several threads.
/// </summary>
/// <param name="capacity">How many moves are remembered.</param>
public sealed class MoveFence(int capacity = 10_000)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<Guid, LinkedListNode<MoveStamp>> _known = [];
    private readonly LinkedList<MoveStamp> _byUse = [];

    /// <summary>True when this epoch may write; from then on a lower one may not.</summary>
    public bool Admits(MoveStamp stamp)
    {
        lock (_gate)
        {
            if (_known.TryGetValue(stamp.Move, out var node))
            {
                if (stamp.Epoch < node.Value.Epoch) return false;
                _byUse.Remove(node);
                node.Value = stamp;
            }
            else
            {
                node = new LinkedListNode<MoveStamp>(stamp);
                _known[stamp.Move] = node;
            }
            _byUse.AddLast(node);
            Forget();
            return true;
        }
    }

    private void Forget()
    {
        if (_known.Count <= capacity) return;
        var oldest = _byUse.First!;
        _known.Remove(oldest.Value.Move);
        _byUse.RemoveFirst();
    }
}
