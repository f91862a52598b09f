namespace Godwit.Api;

/// <summary>What Test-MigrationServerAvailability says: an endpoint by its name, or the settings of one that need not exist.</summary>
/// <param name="Endpoint">An endpoint that exists; then nothing else.</param>
/// <param name="Settings">The settings to try; <see cref="NewMigrationEndpoint.Name"/> is not needed.</param>
public sealed record ServerAvailabilityTest(string? Endpoint = null, NewMigrationEndpoint? Settings = null);

/// <summary>How the test ended.</summary>
public sealed record ServerAvailability
{
    /// <summary>Success or Failed.</summary>
    public required TestResult Result { get; init; }
    /// <summary>One sentence.</summary>
    public required string Message { get; init; }
    /// <summary>The first thing that does not work; null on success.</summary>
    public Problem? ErrorDetail { get; init; }
    /// <summary>Always false: there is no cutover of a whole organisation.</summary>
    public bool SupportsCutover { get; init; }
    /// <summary>What was tested, with what was found out.</summary>
    public required TestedEndpoint TestedEndpoint { get; init; }
    /// <summary>Each step in its order; those after the first failure are left out, but for the examination that says which hop is broken.</summary>
    public required IReadOnlyList<AvailabilityStep> Steps { get; init; }
    /// <summary>How long it took, in milliseconds.</summary>
    public required double DurationMilliseconds { get; init; }
}

/// <summary>Where a test went.</summary>
/// <param name="EndpointType">What it leads to.</param>
/// <param name="RemoteServer">The host.</param>
/// <param name="Port">The TCP port.</param>
/// <param name="Username">Who signed in; null when nobody did.</param>
public sealed record TestedEndpoint(EndpointType EndpointType, string RemoteServer, int Port, string? Username);

/// <summary>One step of a test.</summary>
/// <param name="Name">Autodiscover, Dns, Tcp, Tls, SignIn, Mailboxes or Mailbox; Examination after the failure of a proxy's endpoint.</param>
/// <param name="Passed">False for the step that failed.</param>
/// <param name="Told">What was seen, or what is wrong; one sentence.</param>
/// <param name="DurationMilliseconds">How long it took.</param>
public sealed record AvailabilityStep(string Name, bool Passed, string Told, double DurationMilliseconds);

/// <summary>One test of an endpoint, kept.</summary>
/// <param name="At">When.</param>
/// <param name="Result">Success or Failed.</param>
/// <param name="Message">One sentence.</param>
/// <param name="Code">The fault's code; null on success.</param>
/// <param name="Addresses">The addresses that the name had.</param>
/// <param name="CertificateThumbprint">SHA-256 of the certificate that was shown; null when none was seen.</param>
/// <param name="CertificateNotAfter">When that certificate ends.</param>
/// <param name="Changes">What is not as at the last good test, a sentence each.</param>
public sealed record EndpointHealth(
    DateTimeOffset At, TestResult Result, string Message, string? Code, IReadOnlyList<string> Addresses, string? CertificateThumbprint, DateTimeOffset? CertificateNotAfter, IReadOnlyList<string> Changes);
