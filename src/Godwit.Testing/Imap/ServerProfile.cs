namespace Godwit.Testing.Imap;

/// <summary>A server product as seen from the wire. The presets follow what the products told on Debian 12; change one by <see cref="With"/> and <see cref="Without"/>.</summary>
public sealed record ServerProfile
{
    /// <summary>What ID answers as <c>name</c>; empty answers NIL.</summary>
    public string Product { get; init; } = "";

    /// <summary>The text of the greeting.</summary>
    public string Greeting { get; init; } = "ready";

    /// <summary>What it offers after sign-in, <c>AUTH=</c> and <c>STARTTLS</c> apart; before sign-in it tells only what is of use there.</summary>
    public IReadOnlyList<string> Capabilities { get; init; } = [];

    /// <summary>Names of SASL mechanisms it offers.</summary>
    public IReadOnlyList<string> Mechanisms { get; init; } = ["PLAIN"];

    /// <summary>True when the answer to a sign-in carries the capabilities; else they must be asked for.</summary>
    public bool TellsCapabilitiesAtLogin { get; init; } = true;

    /// <summary>See <see cref="ImapServerOptions.Prefix"/>.</summary>
    public string Prefix { get; init; } = "";

    /// <summary>See <see cref="ImapServerOptions.Separator"/>.</summary>
    public char Separator { get; init; } = '/';

    /// <summary>See <see cref="ImapServerOptions.MaxMessageBytes"/>.</summary>
    public long MaxMessageBytes { get; init; } = 1L << 30;

    /// <summary>What folders keep of flags.</summary>
    public KeywordPolicy Keywords { get; init; } = new();

    /// <summary>Habits that a product always has.</summary>
    public Action<Misbehaviour> Habits { get; init; } = _ => { };

    /// <summary>Dovecot 2.3, and COMPRESS, OBJECTID-free as it is.</summary>
    public static ServerProfile Dovecot { get; } = new()
    {
        Product = "Dovecot",
        Greeting = "Dovecot (Debian) ready.",
        Capabilities =
        [
            "IMAP4rev1", "SASL-IR", "LOGIN-REFERRALS", "ID", "ENABLE", "IDLE", "SORT", "MULTIAPPEND", "UNSELECT", "CHILDREN", "NAMESPACE", "UIDPLUS", "LIST-EXTENDED", "CONDSTORE",
            "QRESYNC", "ESEARCH", "MOVE", "WITHIN", "LIST-STATUS", "BINARY", "STATUS=SIZE", "SPECIAL-USE", "COMPRESS=DEFLATE", "QUOTA", "ACL", "LITERAL+",
        ],
        Mechanisms = ["PLAIN", "LOGIN", "SCRAM-SHA-256", "SCRAM-SHA-1", "XOAUTH2", "OAUTHBEARER"],
        Habits = b => { b.RefusesEmptyMessages = true; b.TurnsNulInto80 = true; b.ClampsFutureDates = true; },
    };

    /// <summary>Cyrus 3.6: object identifiers, an append limit, names with a dot or slash, no 8-bit header and no NUL.</summary>
    public static ServerProfile Cyrus { get; } = new()
    {
        Product = "Cyrus IMAP",
        Greeting = "Cyrus IMAP 3.6 server ready",
        Capabilities =
        [
            "IMAP4rev1", "LITERAL+", "ID", "ENABLE", "ACL", "QUOTA", "BINARY", "CHILDREN", "CONDSTORE", "CREATE-SPECIAL-USE", "ESEARCH", "IDLE", "LIST-EXTENDED", "LIST-STATUS",
            "MOVE", "MULTIAPPEND", "NAMESPACE", "OBJECTID", "QRESYNC", "SPECIAL-USE", "STATUS=SIZE", "UIDPLUS", "UNSELECT", "WITHIN", "SASL-IR", "COMPRESS=DEFLATE", "APPENDLIMIT",
        ],
        Mechanisms = ["PLAIN", "LOGIN", "SCRAM-SHA-256"],
        MaxMessageBytes = 35_000_000,
        Habits = b => { b.RefusesEightBitHeaders = true; b.RefusesNul = true; },
    };

    /// <summary>Courier 5: the old world behind the prefix <c>INBOX.</c>, no MULTIAPPEND, no LITERAL+, no CONDSTORE.</summary>
    public static ServerProfile Courier { get; } = new()
    {
        Greeting = "Courier-IMAP ready. Copyright 1998-2021 Double Precision, Inc.  See COPYING for distribution information.",
        Capabilities = ["IMAP4rev1", "UIDPLUS", "CHILDREN", "NAMESPACE", "SORT", "QUOTA", "IDLE", "ACL", "UTF8=ACCEPT", "ENABLE"],
        Mechanisms = ["PLAIN"],
        TellsCapabilitiesAtLogin = false,
        Prefix = "INBOX.",
        Separator = '.',
        Keywords = new KeywordPolicy(),
        Habits = behaviour => behaviour.HidesUidNext = behaviour.ForgetsUnopened = behaviour.KeepsOpenFolder = true,
    };

    /// <summary>What Exchange tells: UIDPLUS, MOVE and LITERAL+, but neither MULTIAPPEND nor CONDSTORE; no keywords of the user's own.</summary>
    public static ServerProfile ExchangeLike { get; } = new()
    {
        Greeting = "The Microsoft Exchange IMAP4 service is ready.",
        Capabilities = ["IMAP4", "IMAP4rev1", "SASL-IR", "UIDPLUS", "MOVE", "ID", "UNSELECT", "CHILDREN", "IDLE", "NAMESPACE", "LITERAL+"],
        Mechanisms = ["PLAIN", "XOAUTH2"],
        TellsCapabilitiesAtLogin = false,
        MaxMessageBytes = 36_700_160,
        Keywords = new KeywordPolicy { TakesNewKeywords = false, Known = KeywordSet.Of("$MDNSent", "$Forwarded") },
    };

    /// <summary>RFC 3501 and nothing else: not even UIDPLUS.</summary>
    public static ServerProfile Ancient { get; } = new() { Greeting = "IMAP4rev1 ready", Capabilities = ["IMAP4rev1"], Mechanisms = [], TellsCapabilitiesAtLogin = false };

    /// <summary>Everything the test server can: also IMAP4rev2, OBJECTID, LITERAL+, UTF8=ACCEPT and APPENDLIMIT, without any product's habits.</summary>
    public static ServerProfile Everything { get; } = Dovecot.With("IMAP4rev2", "OBJECTID", "UTF8=ACCEPT", "APPENDLIMIT", "CREATE-SPECIAL-USE") with
    {
        Product = "Godwit test server",
        Greeting = "ready",
        Habits = _ => { },
    };

    /// <summary>The same with these capabilities too.</summary>
    public ServerProfile With(params IReadOnlyList<string> capabilities) =>
        this with { Capabilities = [.. Capabilities.Union(capabilities, StringComparer.OrdinalIgnoreCase)] };

    /// <summary>The same without these capabilities.</summary>
    public ServerProfile Without(params IReadOnlyList<string> capabilities) =>
        this with { Capabilities = [.. Capabilities.Except(capabilities, StringComparer.OrdinalIgnoreCase)] };
}
