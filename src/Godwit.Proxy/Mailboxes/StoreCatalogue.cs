using Godwit.Proxy.Protocol;

namespace Godwit.Proxy.Mailboxes;

/// <summary>
/// Lists what the store table names: single addresses one by one; of a whole domain the mailboxes that are found on disk (Maildir), or the pattern itself, since an IMAP master user cannot list mailboxes.
/// </summary>
/// <param name="stores">The stores.</param>
/// <param name="serverOf">The server that has the active copy of a store.</param>
public sealed class StoreCatalogue(StoreTable stores, Func<string, string> serverOf) : IMailboxCatalogue
{
    /// <inheritdoc/>
    public IEnumerable<HandedOutMailbox> All() => stores.Stores.SelectMany(store =>
    {
        var server = serverOf(store.Name);
        return AddressesOf(store).Select(address => new HandedOutMailbox(store.Name, address, server, store.Region));
    });

    private IEnumerable<string> AddressesOf(StoreSettings store)
    {
        foreach (var address in store.Mailboxes.Listed.Keys.Order(StringComparer.Ordinal))
            if (Leads(address, store)) yield return address;
        foreach (var domain in store.Mailboxes.Domains.Order(StringComparer.Ordinal))
        {
            if (store is not MaildirStoreSettings maildir)
            {
                yield return $"*@{domain}";
                continue;
            }
            foreach (var address in MaildirTree.AddressesIn(maildir, domain))
                if (!store.Mailboxes.Listed.ContainsKey(address) && Leads(address, store)) yield return address;
        }
    }

    /// <summary>An address that another store has is not handed out from this one.</summary>
    private bool Leads(string address, StoreSettings store) => stores.Find(address)?.Store == store;
}
