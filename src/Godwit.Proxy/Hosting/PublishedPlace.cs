using Godwit.Proxy.Authentication;
using Godwit.Proxy.Authorisation;
using Godwit.Proxy.Exchanges;
using Godwit.Proxy.Limits;
using Godwit.Proxy.Logging;
using Godwit.Proxy.Routing;
using Godwit.Proxy.VirtualDirectory;

namespace Godwit.Proxy.Hosting;

/// <summary>
/// The published path, in the order in which the real thing answers: <list type="number"><item>who is it (401)?</item><item>is the proxy enabled (403)?</item><item>is he in the role group
/// (403)?</item><item>is a connection free (503)?</item><item>which server has the active copy? It answers.</item></list>
/// </summary>
internal sealed class PublishedPlace(
    string server, VirtualDirectories directories, AuthenticationGate gate, RoleGroup roleGroup, ConnectionLimit limit, TimeSpan longestWait, Router router, ProxyLogs logs) : IPlace
{
    public async Task HandleAsync(Exchange exchange, CancellationToken cancellation)
    {
        var directory = directories.Of(server);
        if (await gate.AuthenticateAsync(exchange, directory, cancellation).ConfigureAwait(false) is not { } user) return;
        if (RefusalOf(user, directory) is { } refusal)
        {
            logs.Decided(exchange, "Denied", refusal.Reason);
            await Answer.RefuseAsync(exchange, refusal).ConfigureAwait(false);
            return;
        }
        logs.Decided(exchange, "Granted", "");
        await HandleLimitedAsync(exchange, user, directory, cancellation).ConfigureAwait(false);
    }

    private Refusal? RefusalOf(ProxyUser user, WebServicesVirtualDirectory directory) => directory.MRSProxyEnabled ? roleGroup.RefusalOf(user) : Refusal.Disabled;

    private async Task HandleLimitedAsync(Exchange exchange, ProxyUser user, WebServicesVirtualDirectory directory, CancellationToken cancellation)
    {
        if (!await limit.TryEnterAsync(directory.MRSProxyMaxConnections, longestWait, cancellation).ConfigureAwait(false))
        {
            await Answer.RefuseAsync(exchange, Refusal.ConnectionLimit).ConfigureAwait(false);
            return;
        }
        try
        {
            await router.HandleAsync(exchange, user, cancellation).ConfigureAwait(false);
        }
        finally
        {
            limit.Leave();
        }
    }
}
