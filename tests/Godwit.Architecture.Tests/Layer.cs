namespace Godwit.Architecture.Tests;

/// <summary>What a project may refer to, and why no more.</summary>
internal sealed record Layer(string Project, string[] MayReferTo, string Reason)
{
    /// <summary>References go one way: Mail, Connectors, Sync, Store and Cli. A project that is not listed has no place yet; give it one here, with its reason.</summary>
    public static readonly Layer[] All =
    [
        new("Godwit.Mail", [],
            "The words everybody shares. Whatever it referred to, everybody would."),
        new("Godwit.Api", [],
            "What the service and its clients say to each other. A client shall need neither a web server nor a database to speak."),
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
        new("Godwit.Terminals", ["Godwit.Mail"],
            "What each program has of the process around it. Nothing that does work may print."),
        new("Godwit.Proxy.Host", ["Godwit.Mail", "Godwit.Proxy", "Godwit.Proxy.Protocol", "Godwit.Terminals"],
            "A program of its own, so that godwit starts without ASP.NET Core. Nobody refers to it."),
        new("Godwit.Api.Client", ["Godwit.Mail", "Godwit.Api"],
            "Asks the service as anybody else's program would: by what it publishes, and by nothing else."),
        new("Godwit.Administration", ["Godwit.Mail", "Godwit.Api", "Godwit.Api.Client", "Godwit.Terminals"],
            "Commands that administer a service know it by its API alone, so that they work from any machine. A program of its own; nobody refers to it."),
        new("Godwit.Demo", ["Godwit.Mail", "Godwit.Api", "Godwit.Api.Client", "Godwit.Terminals"],
            "Shows what others can do, by commands and API alone, and counts mail without what moved it: no connector, no engine. A program of its own; nobody refers to it."),
        new("Godwit.Cli", ["Godwit.Mail", "Godwit.Connectors", "Godwit.Connectors.Imap", "Godwit.Connectors.Maildir", "Godwit.Connectors.Memory", "Godwit.Imap", "Godwit.Proxy.Protocol", "Godwit.Sync", "Godwit.Store", "Godwit.Terminals"],
            "The composition root: the one place that knows every part. Nobody refers to it."),
    ];
}
