using Godwit.Proxy.VirtualDirectory;

namespace Godwit.Proxy.Autodiscover;

/// <summary>What Autodiscover can tell about an address, if it is one of ours.</summary>
/// <param name="Address">The address.</param>
/// <param name="External">The address of the service outside; null: not set.</param>
/// <param name="Internal">The address of the service inside; null: not set.</param>
/// <param name="Server">The name of the server.</param>
internal sealed record DiscoveredUrls(MailAddress Address, Uri? External, Uri? Internal, string Server)
{
    /// <summary>Null when nobody has the mailbox.</summary>
    public static DiscoveredUrls? Find(string? address, StoreTable stores, WebServicesVirtualDirectory directory) =>
        stores.Find(address) is var (_, mailbox) ? new DiscoveredUrls(mailbox.Address, directory.ExternalUrl, directory.InternalUrl, directory.Server) : null;
}
