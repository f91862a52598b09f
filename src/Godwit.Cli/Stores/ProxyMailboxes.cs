using System.Runtime.CompilerServices;
using Godwit.Proxy.Protocol;

namespace Godwit.Cli;

/// <summary>Makes connectors of mailboxes behind proxies. Apart from the others, so that a move between other stores loads nothing of HTTP.</summary>
internal static class ProxyMailboxes
{
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static IMailboxConnector Open(ProxyAddress address, Passwords passwords, Side side, bool compress, Action<string>? wireLog, TimeProvider clock) =>
        new ProxyConnector(Settings(address, passwords, side, wireLog, clock) with { Compress = compress });

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static IReadOnlyList<HandedOutMailbox> List(ProxyAddress address, Passwords passwords, Action<string>? wireLog, TimeProvider clock, CancellationToken cancellation) =>
        ProxyCatalogue.Read(Settings(address, passwords, Side.Source, wireLog, clock), cancellation);

    private static ProxySettings Settings(ProxyAddress address, Passwords passwords, Side side, Action<string>? wireLog, TimeProvider clock) =>
        new(address.Endpoint, address.Mailbox, fresh => Credential(address, passwords.Get(fresh)))
        {
            Side = side,
            UseHttp2 = address.UsesHttp2,
            AuthoritiesFile = address.AuthoritiesFile,
            AcceptAnyCertificate = address.Tls == TlsUse.Insecure,
            WireLog = wireLog,
            Clock = clock,
        };

    private static ProxyCredential Credential(ProxyAddress address, Secret secret) => new(address.User, secret.Value, secret.IsToken);
}
