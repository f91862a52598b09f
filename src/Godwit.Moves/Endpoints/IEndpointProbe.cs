namespace Godwit.Moves;

/// <summary>Tests an endpoint, and finds one: what needs the network.</summary>
public interface IEndpointProbe
{
    /// <summary>Tests settings as far as they allow, step by step; ends at the first step that fails. Never changes anything there. At most a minute.</summary>
    /// <param name="endpoint">The settings.</param>
    /// <param name="password">The password or token in clear; null for none.</param>
    /// <param name="cancellation">Ends it.</param>
    ProbeOutcome Test(EndpointOrder endpoint, string? password, CancellationToken cancellation);

    /// <summary>Finds where a proxy is, from a mailbox's address.</summary>
    /// <param name="address">The address.</param>
    /// <param name="credentials">Who asks; null for nobody.</param>
    /// <param name="authorities">The PEM file with the authorities to trust; null for the system's.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="FaultException">Nothing was found; the sentence names each attempt.</exception>
    DiscoveredHost Discover(string address, EndpointCredentials? credentials, string? authorities, CancellationToken cancellation);
}

/// <summary>What Autodiscover found.</summary>
/// <param name="Host">The host.</param>
/// <param name="Port">The port.</param>
/// <param name="Path">The published path.</param>
public sealed record DiscoveredHost(string Host, int Port, string Path);

/// <summary>How a test ended.</summary>
/// <param name="Steps">Each step in its order.</param>
/// <param name="Failure">What the last step failed with; null when all passed.</param>
/// <param name="Addresses">The addresses of the host's name.</param>
/// <param name="CertificateThumbprint">SHA-256 of the certificate, where one was seen.</param>
/// <param name="CertificateNotAfter">When it ends.</param>
public sealed record ProbeOutcome(IReadOnlyList<AvailabilityStep> Steps, Fault? Failure, IReadOnlyList<string> Addresses, string? CertificateThumbprint, DateTimeOffset? CertificateNotAfter)
{
    /// <summary>What was not looked at and why, as a sentence; null when nothing is left out.</summary>
    public string? Untried { get; init; }
}
