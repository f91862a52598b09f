namespace Godwit.Proxy.Protocol;

/// <summary>A mailbox that a proxy hands out, or all mailboxes of a domain where the store cannot list them.</summary>
/// <param name="Store">The store's name.</param>
/// <param name="Address">The mailbox's address, or <c>*@domain</c>.</param>
/// <param name="Server">The server that has the store's active copy.</param>
/// <param name="Region">Where the store is, in its administrator's words; null when not said.</param>
public sealed record HandedOutMailbox(string Store, string Address, string Server, string? Region)
{
    /// <summary>False for <c>*@domain</c>.</summary>
    public bool IsOne => !Address.StartsWith('*');

    internal void Write(WireWriter writer)
    {
        writer.Text(Store);
        writer.Text(Address);
        writer.Text(Server);
        writer.Byte(Region is null ? (byte)0 : (byte)1);
        if (Region is not null) writer.Text(Region);
    }

    /// <summary>Reads an entry; what the other side wrote is made printable.</summary>
    internal static HandedOutMailbox Read(ref WireReader reader)
    {
        var (store, address, server) = (reader.Text(), reader.Text(), reader.Text());
        return new(OtherSideText.Show(store), OtherSideText.Show(address), OtherSideText.Show(server), reader.Byte() == 0 ? null : OtherSideText.Show(reader.Text()));
    }
}
