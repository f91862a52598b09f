namespace Godwit.Proxy.Protocol;

/// <summary>Listings that are asked for before their turn: one request lists many folders, so that a tree far away costs a round trip and not one a folder.</summary>
internal sealed partial class ProxyLane : IReadsAhead
{
    private readonly Queue<ExpectedListing> _expected = new();
    private ListingsAhead? _ahead;
    private bool _listsOneByOne;

    public void ExpectListings(IReadOnlyList<ExpectedListing> listings)
    {
        ArgumentNullException.ThrowIfNull(listings);
        if (_listsOneByOne || session.IsLent || session.IsClosed || ExpectedListing.AskTheSame([.. _ahead?.Expected ?? [], .. _expected], listings)) return;
        DropAhead(CancellationToken.None);
        foreach (var listing in listings) _expected.Enqueue(listing);
        AskAhead();
    }

    private void AskAhead()
    {
        var listings = new List<ExpectedListing>(Math.Min(_expected.Count, WireLimits.MaxFoldersTogether));
        while (listings.Count < WireLimits.MaxFoldersTogether && _expected.TryDequeue(out var next)) listings.Add(next);
        _ahead = listings.Count == 0 ? null : new ListingsAhead(session, listings);
    }

    /// <summary>The listing that was asked for before its turn; null when it was not, or cannot be.</summary>
    private ProxyListing? ListedAhead(ExpectedListing asked, CancellationToken cancellation)
    {
        if (session.IsLent || _ahead is null) return null;
        cancellation.ThrowIfCancellationRequested();
        if (_ahead.Expected.Count == 0) AskAhead();
        if (_ahead?.Expected.FirstOrDefault()?.AsksTheSame(asked) != true) return null;
        if (_ahead.Answer(cancellation) is { } answer)
        {
            session.Enter(cancellation);
            return new ProxyListing(session, answer, _ahead);
        }
        _listsOneByOne = true;
        return null;
    }

    /// <summary>Throws away what was asked for ahead: something else has to be done.</summary>
    private void DropAhead(CancellationToken cancellation)
    {
        _expected.Clear();
        _ahead?.Drop(cancellation);
        _ahead = null;
    }

    /// <summary>Begins a call that nobody announced.</summary>
    private void Enter(CancellationToken cancellation)
    {
        if (!session.IsLent) DropAhead(cancellation);
        session.Enter(cancellation);
    }
}
