using System.Runtime.CompilerServices;
using Godwit.Proxy.Protocol;

namespace Godwit.Cli;

/// <summary>Makes connectors of mailboxes behind proxies. Apart from the others, so that a move between other stores loads nothing of HTTP.</summary>
internal static class ProxyMailboxes
{
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static IMailboxConnector Open(ProxyAddress address, Passwords passwords, Side side, bool compress, TimeProvider clock) => new ProxyConnector(
        new ProxySettings(address.Endpoint, address.Mailbox, fresh => Credential(address, passwords.Get(fresh)))
        {
            Side = side,
            UseHttp2 = address.UsesHttp2,
            AuthoritiesFile = address.AuthoritiesFile,
            AcceptAnyCertificate = address.Tls == TlsUse.Insecure,
            Compress = compress,
            Clock = clock,
        });

    private static ProxyCredential Credential(ProxyAddress address, Secret secret) => new(address.User, secret.Value, secret.IsToken);
}
