namespace Godwit.Connectors.Imap;

/// <summary>
/// Listings and messages that are asked for before their turn. A server answers commands that open folders strictly in order (RFC 9051 section 5.5), so that the answers wait in the socket, and a tree of many folders
/// far away costs a round trip or two.
/// </summary>
internal sealed partial class ImapLane : IReadsAhead
{
    /// <summary>So many folders are under way at most.</summary>
    private const int MostAhead = 16;

    private readonly Queue<ExpectedListing> _expected = new();
    private readonly Queue<Flight> _ahead = new();

    public void ExpectListings(IReadOnlyList<ExpectedListing> listings)
    {
        ArgumentNullException.ThrowIfNull(listings);
        var wanted = listings.Select(Possible).ToList();
        if (ExpectedListing.AskTheSame([.. _ahead.OfType<ListingFlight>().Select(static flight => flight.Asked), .. _expected], wanted)) return;
        DropAhead();
        // Without VANISHED the end of a list of changes asks for more while its folder is open.
        if (!Facts.TellsVanished && wanted.Exists(static listing => listing.Since is not null)) return;
        foreach (var listing in wanted) _expected.Enqueue(listing);
        Hint(SendAhead);
    }

    /// <summary>Each in one range: more of a folder could not be asked for once the next one is open.</summary>
    public void ExpectReadings(IReadOnlyList<ExpectedReading> readings)
    {
        ArgumentNullException.ThrowIfNull(readings);
        DropAhead();
        var possible = readings.TakeWhile(reading => !reading.Uids.IsEmpty && FirstRange(reading.Uids).Equals(reading.Uids)).Take(MostAhead).ToList();
        Hint(() =>
        {
            foreach (var reading in possible) _ahead.Enqueue(SendReading(reading));
        });
    }

    /// <summary>A hint fails nobody: the lane is closed and says so to whoever uses it next.</summary>
    private void Hint(Action send)
    {
        try { send(); }
        catch (ImapConnectionException) { _ahead.Clear(); }
    }

    internal UidSet FirstRange(UidSet uids) => uids.Chunk(Facts.Server.FetchMessages, ImapMessageReader.SetCharacters).First();

    /// <summary>The flight that reads these messages: the one that is under way, or a new one.</summary>
    internal ReadingFlight Reading(ExpectedReading asked)
    {
        if (_ahead.TryPeek(out var next) && next is ReadingFlight flight && flight.Asked.AsksTheSame(asked))
        {
            _ahead.Dequeue();
            return flight;
        }
        DropAhead();
        return SendReading(asked);
    }

    private ReadingFlight SendReading(ExpectedReading asked)
    {
        var flight = new ReadingFlight(asked, NewSelect(asked.Folder), new FetchCommand(FirstRange(asked.Uids), ImapMessageReader.ItemsOf(asked.Part)));
        Connection.Send([flight.Select, flight.Fetch]);
        return flight;
    }

    /// <summary>Before more is asked about a folder: where the next ones are under way already they are given up, and it is opened again.</summary>
    internal SelectedMailbox? Return(Folder folder, FolderGeneration generation)
    {
        if (_ahead.Count == 0) return Connection.Selected;
        DropAhead();
        return Select(folder, generation);
    }

    /// <summary>What of it the server can be asked for: the folder is listed whole where it cannot tell what has changed.</summary>
    internal ExpectedListing Possible(ExpectedListing listing) =>
        listing is { Since.IsKnown: true, Generation.IsKnown: true } && Facts.TellsChanges ? listing : listing with { Since = null };

    private void SendAhead()
    {
        while (_ahead.Count < MostAhead && _expected.TryDequeue(out var next)) _ahead.Enqueue(SendListing(next, ImapListing.FetchOf(this, next)));
    }

    /// <summary>The flight that lists this folder so: the one that is under way, or a new one; the next folders' behind it.</summary>
    internal ListingFlight Listing(ExpectedListing asked)
    {
        if (!_ahead.TryPeek(out var next) || next is not ListingFlight flight || !flight.Asked.AsksTheSame(asked))
        {
            GiveUpAhead();
            flight = SendListing(asked, ImapListing.FetchOf(this, asked));
            if (_expected.TryPeek(out var expected) && expected.AsksTheSame(asked)) _expected.Dequeue();
            else _expected.Clear();
        }
        else
        {
            _ahead.Dequeue();
        }
        SendAhead();
        return flight;
    }

    internal ListingFlight SendListing(ExpectedListing asked, FetchCommand fetch)
    {
        var folder = asked.Folder;
        var flight = new ListingFlight(asked, Facts.AsksForUidNext ? new StatusCommand(folder.WireName, StatusItems.UidNext) : null, NewSelect(folder), fetch);
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
