namespace Godwit.Connectors.Imap;

/// <summary>The commands that open a folder and list it, sent together.</summary>
/// <param name="Asked">The folder, and from where its changes are enough.</param>
/// <param name="Status">Asks for UIDNEXT where opening does not tell it, else null.</param>
/// <param name="Select">Opens it.</param>
/// <param name="Fetch">Lists it.</param>
internal sealed record ListingFlight(ExpectedListing Asked, StatusCommand? Status, SelectCommand Select, FetchCommand Fetch)
{
    /// <summary>Passes over the rest; what the server says of it does not matter.</summary>
    internal void GiveUp()
    {
        Fetch.Dispose();
        Fetch.WaitForStatus();
    }
}
