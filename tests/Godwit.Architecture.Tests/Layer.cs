namespace Godwit.Architecture.Tests;

/// <summary>What a project may refer to, and why no more.</summary>
internal sealed record Layer(string Project, string[] MayReferTo, string Reason)
{
    /// <summary>References go one way: Mail, Connectors, Sync, Store and Cli. A project that is not listed has no place yet; give it one here, with its reason.</summary>
    public static readonly Layer[] All =
    [
        new("Godwit.Mail", [],
            "The words everybody shares. Whatever it referred to, everybody would."),
        new("Godwit.Network", ["Godwit.Mail"],
            "DNS, TLS, HTTP and Autodiscover as seen from outside: endpoints, moves and diagnosis share it, so it knows none of them."),
        new("Godwit.Diagnostics", ["Godwit.Mail", "Godwit.Network"],
            "Finds the broken hop of any endpoint, ours or not, from a laptop. It needs no server, no store and no connector of ours."),
        new("Godwit.Imap", ["Godwit.Mail"],
            "An IMAP client that others can use without a mailbox move."),
        new("Godwit.Connectors", ["Godwit.Mail"],
            "The contract between the engine and a store; it must know neither, or they cannot be exchanged."),
        new("Godwit.Connectors.Imap", ["Godwit.Mail", "Godwit.Connectors", "Godwit.Imap"],
            "An adapter from the protocol to the contract. Connectors do not know each other, nor what is done with the mail."),
        new("Godwit.Connectors.Maildir", ["Godwit.Mail", "Godwit.Connectors"],
            "As above; it must work where no network is."),
        new("Godwit.Connectors.Memory", ["Godwit.Mail", "Godwit.Connectors"],
            "As above; documents and tests use it, so it may need nothing."),
        new("Godwit.Sync", ["Godwit.Mail", "Godwit.Connectors"],
            "The engine sees stores through the contract alone, so that it is simulated with stores in memory and cannot ask whether this is Dovecot."),
        new("Godwit.Store", ["Godwit.Mail", "Godwit.Connectors", "Godwit.Sync"],
            "Implements the ledger that the engine owns. The engine does not know that there is a database."),
        new("Godwit.Proxy.Protocol", ["Godwit.Mail", "Godwit.Connectors"],
            "What crosses the wire, for both ends: a client shall not need a web server, nor the service know what a store is made of."),
        new("Godwit.Proxy", ["Godwit.Mail", "Godwit.Connectors", "Godwit.Connectors.Imap", "Godwit.Connectors.Maildir", "Godwit.Connectors.Memory", "Godwit.Imap", "Godwit.Proxy.Protocol"],
            "The service beside the source. It opens stores and hands them out; it knows nothing of moves."),
        new("Godwit.Testing", ["Godwit.Mail", "Godwit.Connectors"],
            "Servers that misbehave on purpose. Sharing the grammar of Godwit.Imap, they would share its mistakes and hide them."),
        new("Godwit.Diagnostics.Host", ["Godwit.Mail", "Godwit.Network", "Godwit.Diagnostics"],
            "A program of its own: godwit starts faster without it, and it is published alone for machines that have no other part of Godwit. Nobody refers to it."),
        new("Godwit.Proxy.Host", ["Godwit.Mail", "Godwit.Proxy", "Godwit.Proxy.Protocol"],
            "A program of its own, so that godwit starts without ASP.NET Core. Nobody refers to it."),
        new("Godwit.Cli", ["Godwit.Mail", "Godwit.Connectors", "Godwit.Connectors.Imap", "Godwit.Connectors.Maildir", "Godwit.Connectors.Memory", "Godwit.Imap", "Godwit.Proxy.Protocol", "Godwit.Sync", "Godwit.Store"],
            "The composition root: the one place that knows every part. Nobody refers to it."),
    ];
}
