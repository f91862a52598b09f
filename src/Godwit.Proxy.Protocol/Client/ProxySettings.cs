namespace Godwit.Proxy.Protocol;

/// <summary>A mailbox behind a proxy and how to reach it.</summary>
/// <param name="Endpoint">The published path, <c>https://mail.example/EWS/mrsproxy.svc</c>; http only where <see cref="AllowClearText"/> says so.</param>
/// <param name="Mailbox">The mailbox's address.</param>
/// <param name="Credentials">What the account signs in with.</param>
public sealed record ProxySettings(Uri Endpoint, string Mailbox, ProxyCredentialSource Credentials)
{
    /// <summary>The path that Exchange publishes.</summary>
    public const string UsualPath = "/EWS/mrsproxy.svc";

    /// <summary>Which side of the move this mailbox is: faults of its store say so.</summary>
    public Side Side { get; init; } = Side.Source;

    /// <summary>How to sign in.</summary>
    public ProxyScheme Scheme { get; init; }

    /// <summary>True for HTTP/2. Each lane has a connection of its own either way, so that HTTP/1.1 loses nothing.</summary>
    public bool UseHttp2 { get; init; }

    /// <summary>A PEM file of the authorities to trust instead of the system's; null: the system's.</summary>
    public string? AuthoritiesFile { get; init; }

    /// <summary>True to accept any certificate: whoever sits between can read and change everything.</summary>
    public bool AcceptAnyCertificate { get; init; }

    /// <summary>True to let an <c>http</c> endpoint be used; for tests of the protocol, where nothing crosses a network.</summary>
    public bool AllowClearText { get; init; }

    /// <summary>True to ask for compressed blocks: pays on slow links, costs CPU on both sides.</summary>
    public bool Compress { get; init; }

    /// <summary>The move and its epoch, which every change carries; null where nobody takes moves over.</summary>
    public MoveStamp? Stamp { get; init; }

    /// <summary>What to call requests, so that the proxy's log leads to whoever set the move going; null: nothing.</summary>
    public Guid? ClientRequestId { get; init; }

    /// <summary>How long to try each address of the host.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long not one byte may move while an answer is owed; the proxy beats every 15 s.</summary>
    public TimeSpan SilenceTimeout { get; init; } = TimeSpan.FromSeconds(90);

    /// <summary>How long a batch is gathered at most before it is sent, short of <see cref="WireLimits.BatchBytes"/>.</summary>
    public TimeSpan GatherFor { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// Takes a line for each request, answer and end of an answer: operation, mailbox, status, request-id, server, bytes, time. Never a credential, never mail. Called from several threads; null: nobody listens.
    /// </summary>
    public Action<string>? WireLog { get; init; }

    /// <summary>The clock.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>See <see cref="IMailboxConnector.Identity"/>: <c>proxy://host[:port]/mailbox</c>. The account is no part of it: it is the same mailbox whoever signs in.</summary>
    public string Identity => $"proxy://{Endpoint.Authority}/{Mailbox.ToLowerInvariant()}";

    /// <summary>The settings without any secret: there is none in them.</summary>
    public override string ToString() => Identity;

    /// <summary>Host and port as faults name them.</summary>
    internal string Host => Endpoint.Authority;
}
