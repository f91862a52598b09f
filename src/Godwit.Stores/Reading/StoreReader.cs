namespace Godwit.Stores;

/// <summary>Reads a store of one kind.</summary>
public delegate StoreSettings StoreKindReader(string name, MailboxTable mailboxes, ConfigurationSection section);

/// <summary>Reads the stores of a configuration.</summary>
public static class StoreReader
{
    private static readonly Dictionary<string, StoreKindReader> Kinds = new(StringComparer.Ordinal) { ["maildir"] = Maildir, ["imap"] = Imap, ["memory"] = Memory };

    /// <summary>Reads all stores.</summary>
    /// <param name="stores">The section.</param>
    /// <param name="more">Kinds that only the caller has, by the key that names them.</param>
    public static StoreTable Read(ConfigurationSection stores, IReadOnlyDictionary<string, StoreKindReader>? more = null)
    {
        var kinds = more is null ? Kinds : Kinds.Concat(more).ToDictionary(StringComparer.Ordinal);
        if (!stores.Keys.Any()) stores.Problem(null, "'stores' is missing: at least one store with its mailboxes.");
        var read = stores.Keys.ToList().Select(name => ReadStore(name, stores.Section(name), kinds)).OfType<StoreSettings>().ToList();
        return new StoreTable(read);
    }

    private static StoreSettings? ReadStore(string name, ConfigurationSection section, Dictionary<string, StoreKindReader> known)
    {
        var mailboxes = MailboxTableReader.Read(section);
        var region = section.Text("region");
        var kinds = section.Keys.Intersect(known.Keys).ToList();
        if (kinds.Count != 1)
        {
            section.Problem(null, $"the store '{OtherSideText.Show(name)}' needs exactly one of {string.Join(", ", known.Keys)}.");
            return null;
        }
        var store = known[kinds[0]](name, mailboxes, section);
        section.NothingElse();
        return store with { Region = region };
    }

    private static MemoryStoreSettings Memory(string name, MailboxTable mailboxes, ConfigurationSection section)
    {
        section.Flag("memory", true);
        return new MemoryStoreSettings(name, mailboxes);
    }

    /// <summary>The path up to the first name with a placeholder is the root.</summary>
    private static MaildirStoreSettings Maildir(string name, MailboxTable mailboxes, ConfigurationSection section)
    {
        var path = section.FilePath("maildir") ?? "";
        var parts = path.Split('/');
        var fixedParts = parts.TakeWhile(part => !part.Contains('{', StringComparison.Ordinal)).Count();
        var (root, template) = (string.Join('/', parts[..fixedParts]), string.Join('/', parts[fixedParts..]));
        if (root.Length == 0) section.Problem("maildir", "must begin with a folder that holds all mailboxes: /srv/mail/{domain}/{user}.");
        if (!template.Contains("{user}", StringComparison.Ordinal)) section.Problem("maildir", "must hold {user}: /srv/mail/{domain}/{user}.");
        var strange = template.Replace("{user}", "", StringComparison.Ordinal).Replace("{domain}", "", StringComparison.Ordinal);
        if (strange.AsSpan().ContainsAny('{', '}')) section.Problem("maildir", "may hold no other placeholder than {user} and {domain}.");
        return new MaildirStoreSettings(name, mailboxes, root, template, section.FilePath("index"));
    }

    private static ImapStoreSettings Imap(string name, MailboxTable mailboxes, ConfigurationSection section)
    {
        var (host, port, tls) = ImapAddress(section);
        var master = section.Text("master-user");
        var separator = section.Text("master-separator", master is null ? null : "*");
        if (master is null) section.Problem(null, $"the store '{OtherSideText.Show(name)}' needs a master-user: the user who may open every mailbox.");
        var file = section.FilePath("password-file");
        if (file is null) section.Problem(null, $"the store '{OtherSideText.Show(name)}' needs a password-file: the file whose first line is the master user's password.");
        return new ImapStoreSettings(name, mailboxes, host, port, tls, master, separator == "sasl" ? null : separator, () => SecretFile.Read(file!))
        {
            AuthorityFile = section.FilePath("ca"),
        };
    }

    private static (string Host, int Port, StoreTls Tls) ImapAddress(ConfigurationSection section)
    {
        var text = section.Text("imap") ?? "";
        var plain = section.Flag("plain", false);
        if (Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "imap" or "imaps" && uri.Host.Length > 0 && uri.UserInfo.Length == 0)
        {
            if (uri.AbsolutePath.Length > 1 || uri.Query.Length > 1 || uri.Fragment.Length > 0) section.Problem("imap", $"must end behind HOST[:PORT]: {KeyFor(uri)}.");
            var implicitTls = uri.Scheme == "imaps";
            var port = uri.Port > 0 ? uri.Port : implicitTls ? 993 : 143;
            return (uri.IdnHost, port, implicitTls ? StoreTls.Implicit : plain ? StoreTls.None : StoreTls.StartTls);
        }
        section.Problem("imap", "must be imaps://HOST[:PORT], or imap://HOST[:PORT] for STARTTLS, without a user.");
        return ("", 0, StoreTls.Implicit);
    }

    /// <summary>What the command line takes behind the address of one mailbox has a key of its own here.</summary>
    private static string KeyFor(Uri uri) => uri.Query.TrimStart('?').Split('=')[0].ToLowerInvariant() switch
    {
        "ca" => "the authorities are named by a key of their own, 'ca: FILE'",
        "tls" => "a store without TLS has a key of its own, 'plain: true' with imap://HOST",
        "authzid" => "the mailbox is named as authorisation identity by a key of its own, 'master-separator: sasl'",
        _ => "everything else has keys of its own, such as 'ca' for the authorities and 'master-user' for the account",
    };
}
