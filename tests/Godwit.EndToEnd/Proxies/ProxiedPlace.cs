using Godwit.EndToEnd.Places;

namespace Godwit.EndToEnd.Proxies;

/// <summary>A mailbox behind one proxy. It is filled, changed and read behind the proxy's back.</summary>
internal sealed class ProxiedPlace : Place
{
    private readonly Place _behind;
    private readonly ProxyOrganisation _organisation;

    private ProxiedPlace(Place behind, ProxyOrganisation organisation) => (_behind, _organisation) = (behind, organisation);

    /// <summary>An empty mailbox on a Dovecot, and a proxy before it.</summary>
    public static async Task<ProxiedPlace> OnDovecotAsync()
    {
        var server = await RealServer.StartAsync(ServerKind.Dovecot, ProxiedStore.Server);
        return new ProxiedPlace(new ServerPlace(server), await ProxyOrganisation.StartAsync([ProxiedStore.Of(server)]));
    }

    /// <summary>A Maildir that is not there yet, and a proxy before it.</summary>
    public static async Task<ProxiedPlace> OnMaildirAsync()
    {
        var maildir = new MaildirPlace();
        return new ProxiedPlace(maildir, await ProxyOrganisation.StartAsync([ProxiedStore.OfMaildir(maildir.Parent)]));
    }

    /// <inheritdoc/>
    public override StoreAddress Store => _organisation.StoreAt(_organisation.Proxies[0].Port);

    /// <inheritdoc/>
    public override Task<FillReport> FillAsync(int messages) => _behind.FillAsync(messages);

    /// <inheritdoc/>
    public override Task<ChangeReport> ChangeAsync() => _behind.ChangeAsync();

    /// <inheritdoc/>
    public override Task<MailboxSnapshot> ReadAsync() => _behind.ReadAsync();

    /// <inheritdoc/>
    public override async ValueTask DisposeAsync()
    {
        await _organisation.DisposeAsync();
        await _behind.DisposeAsync();
    }
}
