using System.Net;

namespace Godwit.Diagnostics.Examination;

/// <summary>What shall be examined.</summary>
public sealed record ExaminationRequest
{
    /// <summary>The path that a replication proxy is published under.</summary>
    public const string DefaultPath = "/EWS/mrsproxy.svc";

    /// <summary>The endpoint's name; null to take the one that Autodiscover finds.</summary>
    public string? Host { get; init; }

    /// <summary>The port.</summary>
    public int Port { get; init; } = 443;

    /// <summary>The path.</summary>
    public string Path { get; init; } = DefaultPath;

    /// <summary>A mail address to find the endpoint with; null not to.</summary>
    public string? AutodiscoverAddress { get; init; }

    /// <summary>Nodes to ask past the balancer, each with the same name.</summary>
    public IReadOnlyList<IPEndPoint> Via { get; init; } = [];

    /// <summary>Who signs in; null to ask without.</summary>
    public NetworkCredential? Credential { get; init; }

    /// <summary>Hosts outside of the mail address's domain that the credential may be sent to when Autodiscover leads there.</summary>
    public IReadOnlyList<string> CredentialHosts { get; init; } = [];

    /// <summary>True to try every scheme that is offered once one was accepted.</summary>
    public bool AllSchemes { get; init; }

    /// <summary>True when this machine itself is meant where the name leads to it: a service may well ask an endpoint beside it.</summary>
    public bool TakesLoopback { get; init; }

    /// <summary>How long the whole may take.</summary>
    public TimeSpan Limit { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long one connection or answer may take.</summary>
    public TimeSpan StepLimit { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long connections are left alone to see whether something on the way ends them; null not to look. <see cref="Limit"/> has to be longer.</summary>
    public TimeSpan? Pause { get; init; }

    /// <summary>How many handshakes are made to see whether all nodes show the same certificate.</summary>
    public int Handshakes { get; init; } = 12;

    /// <summary>How often the same is asked on fresh connections to see whether all nodes answer alike.</summary>
    public int Repetitions { get; init; } = 8;
}
