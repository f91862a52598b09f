using Godwit.Connectors;
using Godwit.Connectors.Imap;
using Godwit.Connectors.Maildir;
using Godwit.Connectors.Memory;
using Godwit.Imap;
using Godwit.Proxy.Stores;

namespace Godwit.Proxy.Mailboxes;

/// <summary>Makes connectors of the stores in the table. An address that is not in it leads nowhere.</summary>
/// <param name="stores">The table.</param>
public sealed class StoreConnectors(StoreTable stores)
{
    private readonly System.Collections.Concurrent.ConcurrentDictionary<string, MemoryMailbox> _memory = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The mailbox of this address, or null. Nothing is opened yet.</summary>
    public IMailboxConnector? Open(string address) => stores.Find(address) is { } found ? Open(found.Store, found.Mailbox) : null;

    /// <summary>A mailbox of a store. Nothing is opened yet.</summary>
    /// <param name="store">The store.</param>
    /// <param name="mailbox">The mailbox, from the store's table.</param>
    /// <param name="side">Which side of a move it is: faults say so.</param>
    /// <param name="index">Where a Maildir's uids are remembered when its store names no folder for that; null: inside the Maildir.</param>
    /// <exception cref="FaultException">The store has no place for it.</exception>
    public IMailboxConnector Open(StoreSettings store, MailboxName mailbox, Side side = Side.Source, string? index = null) => store switch
    {
        MaildirStoreSettings maildir => new MaildirConnector(Settings(maildir, mailbox) is { IndexFolder: null } settings ? settings with { IndexFolder = index } : Settings(maildir, mailbox)),
        ImapStoreSettings imap => new ImapConnector(Settings(imap, mailbox) with { Side = side }),
        MemoryStoreSettings => new MemoryConnector(_memory.GetOrAdd($"{store.Name}/{mailbox.Name}", static name => new MemoryMailbox(name, new MemoryOptions()))),
        _ => throw new InvalidOperationException($"No connector for a {store.GetType().Name}."),
    };

    /// <summary>Where a mailbox of a store lies.</summary>
    public static string PathOf(MaildirStoreSettings store, MailboxName mailbox)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(mailbox);
        return Path.Combine(store.Root, Fill(store.Template, mailbox));
    }

    private static MaildirSettings Settings(MaildirStoreSettings store, MailboxName mailbox)
    {
        var path = PathOf(store, mailbox);
        var index = store.Index is { } folder ? Path.Combine(folder, Fill("{domain}/{user}", mailbox)) : null;
        if (!IsBelow(path, store.Root) || (index is not null && !IsBelow(index, store.Index!)))
            throw new FaultException(new Fault(ConnectorFaults.StoreUnusable, Side.Service, $"The store '{store.Name}' has no place for this mailbox inside its root.") { Reach = Reach.Mailbox });
        return new MaildirSettings(path) { IndexFolder = index, Within = store.Root };
    }

    private static string Fill(string template, MailboxName mailbox) =>
        template.Replace("{user}", mailbox.User, StringComparison.Ordinal).Replace("{domain}", mailbox.Domain, StringComparison.Ordinal);

    // The names were checked when the table was read; this is the second lock on the door. Links are the connector's concern.
    private static bool IsBelow(string path, string root) => Path.GetFullPath(path).StartsWith(Path.GetFullPath(root).TrimEnd('/') + "/", StringComparison.Ordinal);

    private static ImapSettings Settings(ImapStoreSettings store, MailboxName mailbox)
    {
        var bySeparator = store is { MasterUser: not null, MasterSeparator: not null };
        var login = bySeparator ? mailbox.Name + store.MasterSeparator + store.MasterUser : store.MasterUser ?? mailbox.Name;
        var authorization = store.MasterUser is not null && !bySeparator ? mailbox.Name : "";
        return new ImapSettings(store.Host, store.Port, login, _ => SaslCredential.Password(login, store.Password(), authorization))
        {
            AuthorizationId = authorization,
            // Dovecot 2.3 knows no SCRAM for such a login, and lets us wait for its refusal on every lane.
            Mechanism = bySeparator ? "PLAIN" : null,
            Security = store.Tls switch { StoreTls.Implicit => ImapSecurity.Tls, StoreTls.StartTls => ImapSecurity.StartTls, _ => ImapSecurity.None },
            Tls = new ImapTlsOptions { AuthoritiesFile = store.AuthorityFile },
        };
    }
}
