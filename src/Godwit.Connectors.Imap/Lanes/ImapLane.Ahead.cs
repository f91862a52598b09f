namespace Godwit.Connectors.Imap;

/// <summary>
/// Listings that are asked for before their turn. A server answers commands that open folders strictly in order (RFC 9051 section 5.5), so that the answers wait in the socket, and a tree of many folders
/// far away costs a round trip or two.
/// </summary>
internal sealed partial class ImapLane : IReadsAhead
{
    /// <summary>So many folders are under way at most.</summary>
    private const int MostAhead = 16;

    private readonly Queue<Folder> _expected = new();
    private readonly Queue<ListingFlight> _ahead = new();

    internal bool HasAhead => _ahead.Count > 0;

    public void ExpectListings(IReadOnlyList<Folder> folders)
    {
        ArgumentNullException.ThrowIfNull(folders);
        if (_ahead.Select(static flight => flight.Folder.WireName).Concat(_expected.Select(static folder => folder.WireName)).SequenceEqual(folders.Select(static folder => folder.WireName))) return;
        DropAhead();
        foreach (var folder in folders) _expected.Enqueue(folder);
        try
        {
            SendAhead();
        }
        catch (ImapConnectionException)
        {
            // A hint fails nobody: the lane is closed and says so to whoever uses it next.
            _ahead.Clear();
        }
    }

    private void SendAhead()
    {
        while (_ahead.Count < MostAhead && _expected.TryDequeue(out var next)) _ahead.Enqueue(SendListing(next, ImapListing.Everything()));
    }

    /// <summary>The flight that lists this folder whole: the one that is under way, or a new one; the next folders' behind it.</summary>
    internal ListingFlight ListWhole(Folder folder)
    {
        if (!_ahead.TryPeek(out var flight) || flight.Folder.WireName != folder.WireName)
        {
            GiveUpAhead();
            flight = SendListing(folder, ImapListing.Everything());
            if (_expected.TryPeek(out var expected) && expected.WireName == folder.WireName) _expected.Dequeue();
            else _expected.Clear();
        }
        else
        {
            _ahead.Dequeue();
        }
        SendAhead();
        return flight;
    }

    internal ListingFlight SendListing(Folder folder, FetchCommand fetch)
    {
        var flight = new ListingFlight(folder, Facts.AsksForUidNext ? new StatusCommand(folder.WireName, StatusItems.UidNext) : null, NewSelect(folder), fetch);
        Connection.Send(flight.Status is { } status ? [status, flight.Select, fetch] : [flight.Select, fetch]);
        return flight;
    }

    /// <summary>Throws away what was asked for ahead: something else has to be done.</summary>
    internal void DropAhead()
    {
        _expected.Clear();
        GiveUpAhead();
    }

    private void GiveUpAhead()
    {
        try
        {
            while (_ahead.TryDequeue(out var flight)) flight.GiveUp();
        }
        catch (ImapConnectionException)
        {
            // The lane is closed and says so to whoever uses it next.
            _ahead.Clear();
        }
    }
}
