using System.Net.Sockets;

namespace Godwit.Imap;

/// <summary>How a connection is protected.</summary>
public enum ImapSecurity
{
    /// <summary>TLS from the first byte (RFC 8314), usually port 993.</summary>
    Tls,
    /// <summary>STARTTLS before anything else; without it there is no connection. Usually port 143.</summary>
    StartTls,
    /// <summary>Not at all.</summary>
    None,
}

/// <summary>Where and how to connect.</summary>
/// <param name="Host">Name or address.</param>
/// <param name="Port">TCP port.</param>
public sealed record ImapOptions(string Host, int Port)
{
    /// <summary>How the connection is protected.</summary>
    public ImapSecurity Security { get; init; } = ImapSecurity.Tls;

    /// <summary>Which certificates are accepted.</summary>
    public ImapTlsOptions Tls { get; init; } = new();

    /// <summary>How long to try each address of the host.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// How long to wait for the server while nothing moves in either direction. An upload that makes progress never runs into it, however long its answer takes.
    /// </summary>
    public TimeSpan ReceiveTimeout { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How long the server may accept not one byte.</summary>
    public TimeSpan SendTimeout { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>Sees what is said, without messages and secrets; null for nobody.</summary>
    public IWireLog? WireLog { get; init; }

    /// <summary>The clock by which inactivity is measured.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Opens the TCP connection; the default asks DNS and tries each address.</summary>
    public Func<ImapOptions, CancellationToken, Socket> Dial { get; init; } = TcpDialer.Dial;
}
