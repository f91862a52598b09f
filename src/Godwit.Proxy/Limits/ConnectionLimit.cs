namespace Godwit.Proxy.Limits;

/// <summary>How many requests may be under way at once. The limit may change at any moment; whoever is in stays in. Those who wait are let in in the order they came.</summary>
internal sealed class ConnectionLimit(TimeProvider clock)
{
    private readonly Lock _gate = new();
    private readonly LinkedList<(TaskCompletionSource Free, int Limit)> _waiting = new();
    private int _inside;

    /// <summary>How many are in.</summary>
    public int Inside
    {
        get { lock (_gate) return _inside; }
    }

    /// <summary>Enters, or waits for a place.</summary>
    /// <param name="limit">The most at once; 0: no limit.</param>
    /// <param name="longest">How long to wait.</param>
    /// <param name="cancellation">Strikes when the client has gone.</param>
    /// <returns>False when no place became free in time.</returns>
    public async Task<bool> TryEnterAsync(int limit, TimeSpan longest, CancellationToken cancellation)
    {
        LinkedListNode<(TaskCompletionSource Free, int Limit)> place;
        lock (_gate)
        {
            if (limit == 0 || (_inside < limit && _waiting.Count == 0))
            {
                _inside++;
                return true;
            }
            if (longest <= TimeSpan.Zero) return false;
            place = _waiting.AddLast((new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously), limit));
        }
        try
        {
            await place.Value.Free.Task.WaitAsync(longest, clock, cancellation).ConfigureAwait(false);
            return true;
        }
        catch (Exception over) when (over is TimeoutException or OperationCanceledException)
        {
            return GiveUp(place);
        }
    }

    /// <summary>Leaves; the next one who waits enters.</summary>
    public void Leave()
    {
        lock (_gate)
        {
            _inside--;
            LetIn();
        }
    }

    // A place may have become free between the end of the wait and here; then it is ours and used.
    private bool GiveUp(LinkedListNode<(TaskCompletionSource Free, int Limit)> place)
    {
        lock (_gate)
        {
            if (place.Value.Free.Task.IsCompleted) return true;
            _waiting.Remove(place);
            LetIn();
            return false;
        }
    }

    private void LetIn()
    {
        while (_waiting.First is { } next && _inside < next.Value.Limit)
        {
            _waiting.RemoveFirst();
            _inside++;
            next.Value.Free.SetResult();
        }
    }
}
