using Godwit.Proxy.Protocol;

namespace Godwit.Server.Ends;

/// <summary>The stores that the configuration names.</summary>
internal sealed class StoreDirectory(StoreTable table) : IStoreDirectory
{
    private readonly StoreConnectors _connectors = new(table);

    /// <inheritdoc/>
    public IReadOnlyList<string> Names { get; } = [.. table.Stores.Select(static store => store.Name)];

    /// <inheritdoc/>
    public IReadOnlyList<TargetStore> All { get; } = [.. table.Stores.Select(static store => store switch
    {
        MaildirStoreSettings maildir => new TargetStore(store.Name, "maildir", Path.Combine(maildir.Root, maildir.Template), store.Region),
        ImapStoreSettings imap => new TargetStore(store.Name, "imap", string.Create(CultureInfo.InvariantCulture, $"{imap.Host}:{imap.Port}"), store.Region),
        ProxyStoreSettings proxy => new TargetStore(store.Name, "proxy", proxy.Address.Authority + proxy.Address.AbsolutePath, store.Region),
        _ => new TargetStore(store.Name, "memory", "", store.Region),
    })];

    /// <inheritdoc/>
    public bool Has(string name) => Named(name) is not null;

    /// <inheritdoc/>
    public string? PlaceOf(string address, string? store)
    {
        if (store is null) return table.Find(address) is { } found ? Text(found.Store, found.Mailbox) : null;
        return Named(store) is { } named && MailAddress.Read(address) is { } read && named.Mailboxes.Find(read) is { } mailbox ? Text(named, mailbox) : null;
    }

    /// <summary>A mailbox by its address, in a store by name or in the one that has the address.</summary>
    /// <exception cref="FaultException"><see cref="MoveFaults.NoStore"/>.</exception>
    public (StoreSettings Store, MailboxName Mailbox) Place(string address, string? store)
    {
        if (store is null) return table.Find(address) ?? throw MoveFaults.Refuse(MoveFaults.NoStore, $"No store of this service has a place for {OtherSideText.Show(address)}.");
        var named = Named(store) ?? throw MoveFaults.Refuse(MoveFaults.NoStore, $"There is no store '{OtherSideText.Show(store)}' in the configuration any more.");
        return MailAddress.Read(address) is { } read && named.Mailboxes.Find(read) is { } mailbox ? (named, mailbox)
            : throw MoveFaults.Refuse(MoveFaults.NoStore, $"The store '{named.Name}' has no place for {OtherSideText.Show(address)}: its 'mailboxes' do not list it.");
    }

    /// <summary>The connector of a place.</summary>
    /// <param name="place">The place.</param>
    /// <param name="side">Which side of the move it is.</param>
    /// <param name="index">Where a Maildir's uids may be remembered.</param>
    /// <param name="stamp">Who writes; null for what only reads.</param>
    /// <param name="request">The request that set the move going; null where that is not known.</param>
    public IMailboxConnector Open((StoreSettings Store, MailboxName Mailbox) place, Side side, string? index = null, MoveStamp? stamp = null, Guid? request = null) =>
        place.Store is ProxyStoreSettings proxy ? new ProxyConnector(Behind(proxy, place.Mailbox, side) with { Stamp = stamp, ClientRequestId = request }) : _connectors.Open(place.Store, place.Mailbox, side, index);

    private static ProxySettings Behind(ProxyStoreSettings proxy, MailboxName mailbox, Side side) =>
        new(proxy.Address, mailbox.Name, _ => new ProxyCredential(proxy.User, proxy.Secret(), proxy.User.Length == 0)) { Side = side, AuthoritiesFile = proxy.AuthorityFile };

    // Two stores may have one mailbox, and two addresses may lie in one folder.
    private static string Text(StoreSettings store, MailboxName mailbox) => store switch
    {
        MaildirStoreSettings maildir => StoreConnectors.PathOf(maildir, mailbox),
        ImapStoreSettings imap => string.Create(CultureInfo.InvariantCulture, $"imap {imap.Host}:{imap.Port} {mailbox.Name}"),
        ProxyStoreSettings proxy => $"{proxy.Address} {mailbox.Name}",
        _ => $"{store.Name} {mailbox.Name}",
    };

    private StoreSettings? Named(string name) => table.Stores.FirstOrDefault(store => string.Equals(store.Name, name, StringComparison.OrdinalIgnoreCase));
}
