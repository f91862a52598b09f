namespace Godwit.Proxy.Protocol;

/// <summary>
/// Listings that were asked for before their turn, in one request on a thread of its own: the answer's head is waited for by whoever wants the first of them. Used by one thread at a time, as its lane is.
/// </summary>
internal sealed class ListingsAhead
{
    private readonly LaneSession _session;
    private readonly Queue<ExpectedListing> _expected;
    private readonly Thread _asking;
    private Answer? _answer;
    private Exception? _failure;

    /// <summary>Begins to ask.</summary>
    /// <param name="session">The lane's; until <see cref="Answer"/> was called nothing else may be asked of it.</param>
    /// <param name="listings">At most <see cref="WireLimits.MaxFoldersTogether"/>.</param>
    public ListingsAhead(LaneSession session, IReadOnlyList<ExpectedListing> listings)
    {
        (_session, _expected) = (session, new Queue<ExpectedListing>(listings));
        _asking = new Thread(Ask) { IsBackground = true, Name = "proxy listings" };
        _asking.Start();
    }

    /// <summary>The listings that were not read to their end yet, the next one first.</summary>
    public IReadOnlyCollection<ExpectedListing> Expected => _expected;

    private void Ask()
    {
        try
        {
            using var request = new RequestWriter();
            foreach (var listing in _expected) request.Expected(listing);
            using var content = request.Content();
            _answer = _session.TryAsk(Operation.ListSeveral, content, CancellationToken.None);
        }
        catch (Exception e)
        {
            _failure = e;
        }
    }

    /// <summary>The answer, at the beginning of the next folder; null where the proxy does not know how to list several. The token closes the lane.</summary>
    /// <exception cref="FaultException">It could not be asked for.</exception>
    public Answer? Answer(CancellationToken cancellation)
    {
        WaitForHead(cancellation);
        if (cancellation.IsCancellationRequested) throw _session.Explain(new OperationCanceledException(cancellation), isChange: false, cancellation);
        if (_failure is not null)
        {
            _expected.Clear();
            throw _failure is FaultException known ? new FaultException(known.Fault, known) : new InvalidOperationException("The listings could not be asked for.", _failure);
        }
        if (_answer is not null) _answer.Cancellation = cancellation;
        return _answer;
    }

    private void WaitForHead(CancellationToken cancellation)
    {
        using var closing = cancellation.UnsafeRegister(static session => ((LaneSession)session!).Abort(), _session);
        _asking.Join();
    }

    /// <summary>The next folder's listing has been read to its end. Behind the last one the whole answer ends: only then is it certain that nothing is missing.</summary>
    public void Pass()
    {
        _expected.Dequeue();
        if (_expected.Count > 0) return;
        _answer!.End();
        _answer.Dispose();
    }

    /// <summary>Gives up what is still to come. A fault that it met is told by whatever is asked of the lane next.</summary>
    public void Drop(CancellationToken cancellation)
    {
        WaitForHead(cancellation);
        _expected.Clear();
        _answer?.Dispose();
    }
}
