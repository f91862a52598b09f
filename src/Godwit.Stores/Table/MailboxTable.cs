namespace Godwit.Stores;

/// <summary>
/// Which addresses a store holds: listed one by one, each with the name that the store knows it by, or by patterns. Addresses are compared without case.
/// </summary>
/// <param name="Listed">Address to login or path name in the store.</param>
/// <param name="Domains">Domains of which every address belongs to the store (<c>*@domain</c>).</param>
public sealed record MailboxTable(IReadOnlyDictionary<string, string> Listed, IReadOnlyCollection<string> Domains)
{
    /// <summary>The mailbox of an address in this store, or null when it is not here.</summary>
    public MailboxName? Find(MailAddress address)
    {
        if (Listed.TryGetValue(address.Text, out var name)) return new MailboxName(address, name);
        return Domains.Contains(address.Domain, StringComparer.OrdinalIgnoreCase) ? new MailboxName(address, address.Text) : null;
    }
}

/// <summary>A mailbox of a store.</summary>
/// <param name="Address">Its address.</param>
/// <param name="Name">What the store knows it by; the address itself unless the table says otherwise.</param>
public sealed record MailboxName(MailAddress Address, string Name)
{
    /// <summary>The part of <see cref="Name"/> before the @, or all of it.</summary>
    public string User => Name.LastIndexOf('@') is > 0 and var at ? Name[..at] : Name;

    /// <summary>The part of <see cref="Name"/> behind the @, or the address's domain.</summary>
    public string Domain => Name.LastIndexOf('@') is > 0 and var at ? Name[(at + 1)..] : Address.Domain;
}
