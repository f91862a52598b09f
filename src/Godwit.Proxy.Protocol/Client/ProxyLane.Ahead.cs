namespace Godwit.Proxy.Protocol;

/// <summary>Listings that are asked for before their turn: one request lists many folders, so that a tree far away costs a round trip and not one a folder.</summary>
internal sealed partial class ProxyLane : IReadsAhead
{
    private readonly Queue<Folder> _expected = new();
    private ListingsAhead? _ahead;
    private bool _listsOneByOne;

    public void ExpectListings(IReadOnlyList<Folder> folders)
    {
        ArgumentNullException.ThrowIfNull(folders);
        if (_listsOneByOne || session.IsLent || session.IsClosed || IsExpected(folders)) return;
        DropAhead(CancellationToken.None);
        foreach (var folder in folders) _expected.Enqueue(folder);
        AskAhead();
    }

    private bool IsExpected(IReadOnlyList<Folder> folders) =>
        (_ahead?.Expected ?? []).Concat(_expected).Select(static folder => folder.WireName).SequenceEqual(folders.Select(static folder => folder.WireName));

    private void AskAhead()
    {
        var folders = new List<Folder>(Math.Min(_expected.Count, WireLimits.MaxFoldersTogether));
        while (folders.Count < WireLimits.MaxFoldersTogether && _expected.TryDequeue(out var next)) folders.Add(next);
        _ahead = folders.Count == 0 ? null : new ListingsAhead(session, folders);
    }

    /// <summary>The listing that was asked for before its turn; null when it was not, or cannot be.</summary>
    private ProxyListing? ListedAhead(Folder folder, CancellationToken cancellation)
    {
        if (session.IsLent || _ahead is null) return null;
        cancellation.ThrowIfCancellationRequested();
        if (_ahead.Expected.Count == 0) AskAhead();
        if (_ahead?.Expected.FirstOrDefault()?.WireName != folder.WireName) return null;
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
