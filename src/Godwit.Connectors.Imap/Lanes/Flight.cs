namespace Godwit.Connectors.Imap;

/// <summary>Commands that open a folder and fetch of it, sent together.</summary>
/// <param name="Folder">The folder.</param>
/// <param name="Select">Opens it.</param>
/// <param name="Fetch">Fetches.</param>
internal abstract record Flight(Folder Folder, SelectCommand Select, FetchCommand Fetch)
{
    /// <summary>Passes over the rest; what the server says of it does not matter.</summary>
    internal void GiveUp()
    {
        Fetch.Dispose();
        Fetch.WaitForStatus();
    }
}

/// <summary>Lists a folder.</summary>
/// <param name="Asked">The folder, and from where its changes are enough.</param>
/// <param name="Status">Asks for UIDNEXT where opening does not tell it, else null.</param>
/// <param name="Select">Opens it.</param>
/// <param name="Fetch">Lists it.</param>
internal sealed record ListingFlight(ExpectedListing Asked, StatusCommand? Status, SelectCommand Select, FetchCommand Fetch) : Flight(Asked.Folder, Select, Fetch);

/// <summary>Reads messages of a folder.</summary>
/// <param name="Asked">The folder and the messages.</param>
/// <param name="Select">Opens it.</param>
/// <param name="Fetch">Reads the first range of them.</param>
internal sealed record ReadingFlight(ExpectedReading Asked, SelectCommand Select, FetchCommand Fetch) : Flight(Asked.Folder, Select, Fetch);
