namespace Godwit.Connectors.Imap;

/// <summary>
/// Gives the credential of a mailbox: asked whenever a lane is opened, and again with <paramref name="fresh"/> when the server refused a token, which may have expired. The lane disposes what it gets.
/// </summary>
/// <param name="fresh">True when the credential that was given last must not be given again unless there is no other.</param>
public delegate SaslCredential CredentialSource(bool fresh);

/// <summary>A mailbox on an IMAP server and how to reach it.</summary>
/// <param name="Host">Name or address.</param>
/// <param name="Port">TCP port.</param>
/// <param name="User">Who signs in; names the mailbox, together with <see cref="AuthorizationId"/>.</param>
/// <param name="Credentials">Where the password or token comes from.</param>
public sealed record ImapSettings(string Host, int Port, string User, CredentialSource Credentials)
{
    /// <summary>Which side of the move this mailbox is: faults say so.</summary>
    public Side Side { get; init; } = Side.Source;

    /// <summary>How the connection is protected.</summary>
    public ImapSecurity Security { get; init; } = ImapSecurity.Tls;

    /// <summary>Which certificates are accepted.</summary>
    public ImapTlsOptions Tls { get; init; } = new();

    /// <summary>Whose mailbox is meant when it is not the user's own; the credential carries the same. Empty for the user's own.</summary>
    public string AuthorizationId { get; init; } = "";

    /// <summary>The one SASL mechanism to use, such as <c>PLAIN</c>; null chooses the best that the server offers.</summary>
    public string? Mechanism { get; init; }

    /// <summary>How long to try each address.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long nothing may move while the server owes an answer.</summary>
    public TimeSpan ReceiveTimeout { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How long the server may accept not one byte.</summary>
    public TimeSpan SendTimeout { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>Makes, for each lane, what sees what is said on it, without messages and secrets; null for nothing.</summary>
    public Func<IWireLog>? NewWireLog { get; init; }

    /// <summary>The clock.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Compress where the server can (RFC 4978): pays below some 100 Mbit/s, costs server CPU above.</summary>
    public bool Compress { get; init; }

    /// <summary>The most lanes side by side; null leaves it to what is known of the server.</summary>
    public int? MaxLanes { get; init; }

    /// <summary>The settings without any secret: there is none in them.</summary>
    public override string ToString() => Identity;

    /// <summary>See <see cref="IMailboxConnector.Identity"/>: <c>imaps://user@host:port</c>.</summary>
    public string Identity
    {
        get
        {
            var scheme = Security == ImapSecurity.Tls ? "imaps" : "imap";
            var host = Host.Contains(':', StringComparison.Ordinal) && !Host.StartsWith('[') ? $"[{Host}]" : Host.ToLowerInvariant();
            var identity = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{scheme}://{Uri.EscapeDataString(User)}@{host}:{Port}");
            return AuthorizationId.Length == 0 ? identity : $"{identity}?authzid={Uri.EscapeDataString(AuthorizationId)}";
        }
    }

    internal ImapOptions ToOptions() => new(Host, Port)
    {
        Security = Security,
        Tls = Tls,
        ConnectTimeout = ConnectTimeout,
        ReceiveTimeout = ReceiveTimeout,
        SendTimeout = SendTimeout,
        WireLog = NewWireLog?.Invoke(),
        Clock = Clock,
    };
}
