namespace Godwit.Stores;

/// <summary>All stores of an organisation, and the one way from an address to one of them.</summary>
/// <param name="stores">The stores, in the order of the configuration.</param>
public sealed class StoreTable(IReadOnlyList<StoreSettings> stores)
{
    /// <summary>The stores, in the order of the configuration.</summary>
    public IReadOnlyList<StoreSettings> Stores { get; } = stores;

    /// <summary>The store and mailbox of an address; null when nobody has it. An address that is listed anywhere is not looked for in patterns.</summary>
    public (StoreSettings Store, MailboxName Mailbox)? Find(string? text)
    {
        if (MailAddress.Read(text) is not { } address) return null;
        var found = Stores.FirstOrDefault(store => store.Mailboxes.Listed.ContainsKey(address.Text)) ?? Stores.FirstOrDefault(store => store.Mailboxes.Find(address) is not null);
        return found is null ? null : (found, found.Mailboxes.Find(address)!);
    }
}
