using Godwit.Proxy.Stores;

namespace Godwit.Server.Ends;

/// <summary>A store behind an MRS Proxy: what is written there goes outwards. Only the migration service has such stores; a proxy hands out what it can open itself.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Mailboxes">Which addresses it holds.</param>
/// <param name="Address">The published path.</param>
/// <param name="User">The account; empty with a token.</param>
/// <param name="Secret">Gives the password or the token; read anew for each sign-in, so that a changed file is noticed.</param>
internal sealed record ProxyStoreSettings(string Name, MailboxTable Mailboxes, Uri Address, string User, Func<string> Secret) : StoreSettings(Name, Mailboxes)
{
    /// <summary>A PEM file with the authorities that are trusted instead of the system's; null: the system's.</summary>
    public string? AuthorityFile { get; init; }

    /// <summary>Name and address only.</summary>
    public override string ToString() => $"{Name} (proxy {Address})";
}
