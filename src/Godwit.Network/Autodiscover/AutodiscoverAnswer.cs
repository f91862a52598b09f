namespace Godwit.Network.Autodiscover;

/// <summary>What an answer said, whatever its form.</summary>
/// <param name="Hosts">The hosts that it names, the best first.</param>
internal sealed record AutodiscoverAnswer(IReadOnlyList<DiscoveredHost> Hosts)
{
    /// <summary>Another mail address to ask with.</summary>
    public string? RedirectAddress { get; init; }

    /// <summary>Another place to ask.</summary>
    public string? RedirectUrl { get; init; }

    /// <summary>An error of its own.</summary>
    public string? ErrorCode { get; init; }

    /// <summary>The host of an address; null when it is no web address.</summary>
    public static DiscoveredHost? HostOf(string? address, string setting, bool isExternal) =>
        Uri.TryCreate(address, UriKind.Absolute, out var url) && url.Scheme is "https" or "http" && url!.Host.Length > 0 ? new DiscoveredHost(url.Host.ToLowerInvariant(), setting, isExternal) { Url = url } : null;
}
