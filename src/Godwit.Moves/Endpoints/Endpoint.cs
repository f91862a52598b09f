namespace Godwit.Moves;

/// <summary>An endpoint as it is stored.</summary>
/// <param name="Id">Its GUID.</param>
/// <param name="Order">Its settings.</param>
/// <param name="Created">When it was made.</param>
/// <param name="Modified">When it was changed last.</param>
/// <param name="FailingSince">Since when its tests fail; null when the last one was good.</param>
/// <param name="Version">Raised with each change of its settings.</param>
public sealed record Endpoint(Guid Id, EndpointOrder Order, DateTimeOffset Created, DateTimeOffset Modified, DateTimeOffset? FailingSince, int Version);

/// <summary>The settings of an endpoint. Its text form shows no secret: there is none in clear.</summary>
public sealed record EndpointOrder
{
    /// <summary>Its name.</summary>
    public required string Name { get; init; }
    /// <summary>What it leads to.</summary>
    public required EndpointType Type { get; init; }
    /// <summary>The host.</summary>
    public required string Host { get; init; }
    /// <summary>The TCP port.</summary>
    public required int Port { get; init; }
    /// <summary>How an IMAP connection is protected.</summary>
    public EndpointSecurity Security { get; init; }
    /// <summary>How to sign in.</summary>
    public EndpointAuthentication Authentication { get; init; }
    /// <summary>Who signs in; null when each mailbox does so itself.</summary>
    public string? UserName { get; init; }
    /// <summary>The password or token, encrypted; null for none.</summary>
    public string? ProtectedPassword { get; init; }
    /// <summary>The published path of a proxy.</summary>
    public string Path { get; init; } = DefaultPath;
    /// <summary>Between mailbox and <see cref="UserName"/> in a login, or <c>sasl</c>; null where each mailbox signs in itself.</summary>
    public string? MasterSeparator { get; init; }
    /// <summary>Take any certificate.</summary>
    public bool AcceptUntrustedCertificates { get; init; }
    /// <summary>A PEM file of authorities to trust instead of the system's.</summary>
    public string? Authorities { get; init; }
    /// <summary>Found by Autodiscover.</summary>
    public bool Discovered { get; init; }
    /// <summary>The most initial and final syncs at once.</summary>
    public int MaxMigrations { get; init; } = DefaultMaxMigrations;
    /// <summary>The most incremental syncs at once.</summary>
    public int MaxIncrementals { get; init; } = DefaultMaxIncrementals;
    /// <summary>The largest message that mailboxes there take, in bytes, where their server does not tell; null when not known.</summary>
    public long? MaxMessageBytes { get; init; }
    /// <summary>The most mailboxes in step that are watched for changes at once, each on a connection of its own; 0 for none.</summary>
    public int MaxWatched { get; init; }
    /// <summary>A mailbox that tests also open.</summary>
    public string? TestMailbox { get; init; }

    /// <summary>The path that Exchange publishes.</summary>
    public const string DefaultPath = "/EWS/mrsproxy.svc";
    /// <summary>What MaxConcurrentMigrations is when nobody says.</summary>
    public const int DefaultMaxMigrations = 20;
    /// <summary>What MaxConcurrentIncrementalSyncs is when nobody says.</summary>
    public const int DefaultMaxIncrementals = 10;
    /// <summary>The most that either may be.</summary>
    public const int MostConcurrent = 1000;
}
