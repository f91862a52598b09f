using System.Text.Json.Serialization;

namespace Godwit.Proxy.VirtualDirectory;

/// <summary>What a server does with the channel binding of Windows authentication (RFC 5929, <c>tls-server-end-point</c>).</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ExtendedProtectionTokenChecking>))]
public enum ExtendedProtectionTokenChecking
{
    /// <summary>It is not looked at.</summary>
    None,
    /// <summary>A binding that was sent must be ours; a client that sends none is let in.</summary>
    Allow,
    /// <summary>Only clients that send our binding are let in: a device that ends TLS in between excludes itself.</summary>
    Require,
}

/// <summary>The published directory of one server, with the field names that administrators of Exchange know. What stands here is in force for the next request, without a restart.</summary>
public sealed record WebServicesVirtualDirectory
{
    /// <summary>The server it belongs to.</summary>
    public required string Server { get; init; }

    /// <summary>The directory's name; always <c>EWS (Default Web Site)</c>, as tools expect it.</summary>
    public string Name { get; init; } = "EWS (Default Web Site)";

    /// <summary>True when this server hands mailboxes out. False until an administrator says otherwise.</summary>
    public bool MRSProxyEnabled { get; init; }

    /// <summary>The most requests at once; 0 is no limit.</summary>
    public int MRSProxyMaxConnections { get; init; } = 100;

    /// <summary>The address under which clients outside reach the directory; what Autodiscover answers.</summary>
    public Uri? ExternalUrl { get; init; }

    /// <summary>The address under which clients inside reach the directory.</summary>
    public Uri? InternalUrl { get; init; }

    /// <summary>Whether Basic is offered, over TLS.</summary>
    public bool BasicAuthentication { get; init; } = true;

    /// <summary>Whether Negotiate and NTLM are offered.</summary>
    public bool WindowsAuthentication { get; init; } = true;

    /// <summary>Whether Bearer is offered.</summary>
    public bool OAuthAuthentication { get; init; } = true;

    /// <summary>Never served.</summary>
    public bool DigestAuthentication { get; init; }

    /// <summary>Never served.</summary>
    public bool WSSecurityAuthentication { get; init; }

    /// <summary>Channel binding.</summary>
    public ExtendedProtectionTokenChecking ExtendedProtectionTokenChecking { get; init; } = ExtendedProtectionTokenChecking.Allow;

    /// <summary>Names the object for ever.</summary>
    public Guid Guid { get; init; } = Guid.CreateVersion7();

    /// <summary>When it was changed last, UTC.</summary>
    public DateTimeOffset? WhenChangedUTC { get; init; }

    /// <summary>The schemes in the words of the field; those that no users file, keytab or issuer serves are offered all the same only here.</summary>
    [JsonIgnore]
    public IReadOnlyList<string> ExternalAuthenticationMethods =>
        [.. BasicAuthentication ? ["Basic"] : Array.Empty<string>(), .. WindowsAuthentication ? ["Ntlm", "WindowsIntegrated"] : Array.Empty<string>(), .. OAuthAuthentication ? ["OAuth"] : Array.Empty<string>()];
}
