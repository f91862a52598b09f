namespace Godwit.Connectors.Imap;

/// <summary>The fact sheets, and how each product is recognised.</summary>
internal static class KnownServers
{
    // RFC 3501 and nothing assumed.
    private static readonly ServerFacts Generic = new() { Product = "" };

    // Probed: 2.3.19 and 2.3.21 with maildir. Reads NUL as 0x80 by BODY[]; BINARY[] gives NUL but decodes transfer encodings, so that it is no byte-exact copy.
    // Rows of FETCHes that are under way together come mixed when its output is full (2.3.19). Ten connections a user by default.
    private static readonly ServerFacts Dovecot = new()
    {
        Product = "Dovecot", ClampsFutureDates = true, AcceptsEmptyMessages = false, ReadsNul = false, MaxLanes = 8, MaxGroupMessages = 10_000,
    };

    // Probed: 3.6.1. Refuses NUL and 8-bit bytes in headers ("Message contains invalid header"). MAILBOXID in STATUS is whatever lies in memory, another text each time.
    // When its staging folder cannot be written ("System I/O error"; also while two connections make that folder at once) it does not read the literal that is on its way, but runs its lines as commands.
    private static readonly ServerFacts Cyrus = new()
    {
        Product = "Cyrus IMAP", TellsMailboxIds = false, AcceptsNul = false, KeepsEdgeSpaces = false, MistakesRefusedLiterals = true, FetchMessages = 500, FetchWindow = 3, MaxLanes = 8,
    };

    // Probed: 5.0.13. Every folder lives below INBOX. and there is no nesting below INBOX itself; four connections an address by default.
    private static readonly ServerFacts Courier = new() { Product = "Courier", TellsUidNext = false, ForgetsUnopened = true, FetchMessages = 500, FetchWindow = 3, MaxLanes = 3, AppendWindow = 4 };

    // From published limits: 35 MB messages, 20 connections a user, some headers are rewritten.
    private static readonly ServerFacts Exchange = new()
    {
        Product = "Exchange", IgnoresCase = true, KeepsEdgeSpaces = false, RewritesMessages = true, MaxMessageBytes = 36_700_160, AppendWindow = 4, FetchMessages = 200, MaxLanes = 4,
    };

    // From published limits: 15 connections a user, 25 MB and encoding overhead (told by APPENDLIMIT), labels are folders.
    private static readonly ServerFacts Gmail = new() { Product = "Gmail", IgnoresCase = true, KeepsEdgeSpaces = false, AppendWindow = 4, FetchMessages = 200, MaxLanes = 8 };

    // Probed: 3.15. Takes one command at a time reliably.
    private static readonly ServerFacts Mailutils = new() { Product = "GNU Mailutils", AppendWindow = 1, MaxLanes = 2 };

    /// <summary>The sheet of the server that said this; the generic one when it is none of them.</summary>
    internal static ServerFacts Recognise(string idName, string greeting, ImapCapabilities capabilities)
    {
        if (capabilities.Has("X-GM-EXT-1")) return Gmail;
        foreach (var (mark, facts) in Marks)
        {
            if (idName.Contains(mark, StringComparison.OrdinalIgnoreCase) || greeting.Contains(mark, StringComparison.OrdinalIgnoreCase)) return facts;
        }
        return Generic;
    }

    private static readonly (string Mark, ServerFacts Facts)[] Marks =
    [
        ("Dovecot", Dovecot), ("Cyrus", Cyrus), ("Courier-IMAP", Courier), ("Microsoft Exchange", Exchange), ("Microsoft.Exchange", Exchange), ("Mailutils", Mailutils), ("GNU imap4d", Mailutils),
    ];
}
