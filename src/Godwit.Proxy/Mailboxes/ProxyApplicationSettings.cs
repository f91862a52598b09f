namespace Godwit.Proxy.Mailboxes;

/// <summary>Limits of what a request may be.</summary>
public sealed record ProxyApplicationSettings
{
    /// <summary>The longest append request in bytes: the largest message that a target takes, and a little.</summary>
    public long MaxAppendBytes { get; init; } = 1L << 30;

    /// <summary>The longest other request in bytes: the uids of a very large folder.</summary>
    public long MaxCallBytes { get; init; } = 32 * 1024 * 1024;

    /// <summary>True to send compressed blocks to clients that ask for them.</summary>
    public bool Compress { get; init; } = true;
}
