namespace Godwit.Connectors;

/// <summary>One retrying lane: makes a call, and again, on a lane opened anew where the old one broke.</summary>
internal sealed class RetryingPolicy(IMailboxSource lane, Func<CancellationToken, IMailboxSource> open, Func<LaneCall, Attempts> newAttempts) : LanePolicy(lane)
{
    private bool _isBroken;
    private bool _hasServed;

    public override T Call<T>(LaneCall call, Func<T> act, CancellationToken cancellation) => Repeat(call, act, static () => true, cancellation);

    /// <summary>Repeats an append only when it failed before it took anything from the feed: the feed cannot be wound back.</summary>
    public override void Append(IMessageFeed feed, Action<IMessageFeed> act, CancellationToken cancellation)
    {
        var watched = new WatchedFeed(feed);
        try
        {
            Repeat<object?>(LaneCall.Append, () => { act(watched); return null; }, () => !watched.WasAsked, cancellation);
        }
        catch when (watched.WasAsked)
        {
            // Whether the feed or the store failed cannot be told here, and the feed's failure closes the lane.
            _isBroken = true;
            throw;
        }
    }

    private T Repeat<T>(LaneCall call, Func<T> act, Func<bool> isUntouched, CancellationToken cancellation)
    {
        var attempts = newAttempts(call);
        while (true)
        {
            try
            {
                Reopen(cancellation);
                var answer = act();
                _hasServed = true;
                return answer;
            }
            catch (Exception exception)
            {
                var atOnce = Note(exception);
                if (exception is not FaultException { Fault: var fault } || !isUntouched() || !attempts.MayGoOn(fault, atOnce)) throw;
                attempts.Wait(fault, cancellation);
            }
        }
    }

    /// <summary>Whether the lane is lost; true when it had served before and may be opened again at once.</summary>
    private bool Note(Exception exception)
    {
        if (exception is FaultException { Fault.Reach: <= Reach.Folder } or InvalidOperationException or ArgumentException) return false;
        var atOnce = _hasServed && exception is FaultException fault && RetryRules.NeedsNoPause(fault.Fault);
        (_isBroken, _hasServed) = (true, false);
        return atOnce;
    }

    private void Reopen(CancellationToken cancellation)
    {
        if (!_isBroken) return;
        Lane.Dispose();
        Lane = open(cancellation);
        _isBroken = false;
    }

    private sealed class WatchedFeed(IMessageFeed inner) : IMessageFeed
    {
        public bool WasAsked { get; private set; }

        public OutgoingMessage Current => inner.Current;

        public bool MoveNext()
        {
            WasAsked = true;
            return inner.MoveNext();
        }
    }
}
