using Godwit.Connectors.Imap;
using Godwit.Connectors.Maildir;
using Godwit.Imap;

namespace Godwit.Cli;

/// <summary>Makes connectors of stores: the one place that knows every kind.</summary>
/// <param name="link">The way to the stores, which outlives this object.</param>
/// <param name="environment">Tells the value of an environment variable, or null.</param>
/// <param name="ask">Asks a person for a password; null when nobody is there.</param>
/// <param name="clock">The clock.</param>
/// <param name="mailbox">What the wire log calls them; null where there is one mailbox only.</param>
internal sealed class StoreConnectors(OpenLink link, Func<string, string?> environment, Func<string, string?>? ask, TimeProvider clock, string? mailbox = null) : IDisposable
{
    private readonly Dictionary<string, Passwords> _passwords = [];
    private string? _standIn;

    /// <summary>The mailbox to be read.</summary>
    /// <param name="store">Which one.</param>
    /// <param name="indexFolder">
    /// Where a Maildir's uids are remembered from run to run, since a source is never written to; null when they need not be.
    /// </param>
    public IMailboxConnector Source(ChosenStore store, string? indexFolder) => link.Limited(Open(store, Side.Source, indexFolder));

    /// <summary>The mailbox to be written.</summary>
    public IMailboxConnector Target(ChosenStore store) => Open(store, Side.Target, indexFolder: null);

    /// <summary>
    /// The mailbox to be written, only looked at: nothing of it is made or changed. A Maildir that does not exist yet is stood in for by an empty one, for as long as this object lives.
    /// </summary>
    public IMailboxConnector Rehearsed(ChosenStore store)
    {
        if (store.Address is not MaildirAddress maildir || Directory.Exists(maildir.Path)) return new ReadOnlyConnector(Existing(store));
        _standIn ??= Directory.CreateTempSubdirectory("godwit-rehearsal-").FullName;
        return new ReadOnlyConnector(Open(store with { Address = maildir with { Path = _standIn } }, Side.Target, indexFolder: null));
    }

    /// <summary>The mailbox to be compared; one that does not exist is a fault.</summary>
    public IMailboxConnector Existing(ChosenStore store) => store.Address is MaildirAddress maildir
        ? new MaildirConnector(new MaildirSettings(maildir.Path) { Layout = Layout(maildir.Form), MakeIfMissing = false })
        : Target(store);

    /// <summary>What a proxy can hand out.</summary>
    /// <exception cref="FaultException">It cannot be asked.</exception>
    public IReadOnlyList<Godwit.Proxy.Protocol.HandedOutMailbox> ListProxy(ChosenStore store, CancellationToken cancellation)
    {
        var address = (ProxyAddress)store.Address;
        return ProxyMailboxes.List(address with { AuthoritiesFile = Authorities(address.AuthoritiesFile, address.Tls) }, FindPassword(address.User, address.UsesToken, store.Secret), link.WireLines(Side.Source, mailbox), clock, cancellation);
    }

    private IMailboxConnector Open(ChosenStore store, Side side, string? indexFolder) => store.Address switch
    {
        MaildirAddress maildir => new MaildirConnector(new MaildirSettings(maildir.Path) { Layout = Layout(maildir.Form), IndexFolder = indexFolder }),
        ImapAddress imap => new ImapConnector(Settings(imap, store.Secret, side)),
        ProxyAddress proxy => ProxyMailboxes.Open(proxy with { AuthoritiesFile = Authorities(proxy.AuthoritiesFile, proxy.Tls) }, FindPassword(proxy.User, proxy.UsesToken, store.Secret), side, link.Compress, link.WireLines(side, mailbox), clock),
        var other => throw new InvalidOperationException($"No connector for a {other.GetType().Name}."),
    };

    private static MaildirLayout? Layout(MaildirForm form) => form switch
    {
        MaildirForm.Flat => MaildirLayout.Flat,
        MaildirForm.Nested => MaildirLayout.Nested,
        _ => null,
    };

    private string? Authorities(string? ofAddress, TlsUse tls) => ofAddress ?? (tls == TlsUse.Required ? link.AuthoritiesFile : null);

    private ImapSettings Settings(ImapAddress address, SecretSettings secret, Side side) =>
        new(address.Host, address.Port, address.User, Credentials(address, secret))
        {
            Side = side,
            Security = address.Tls == TlsUse.None ? ImapSecurity.None : address.IsImplicitTls ? ImapSecurity.Tls : ImapSecurity.StartTls,
            Tls = new ImapTlsOptions { AuthoritiesFile = Authorities(address.AuthoritiesFile, address.Tls), AcceptAnyCertificate = address.Tls == TlsUse.Insecure },
            AuthorizationId = address.AuthorizationId ?? "",
            Compress = link.Compress,
            NewWireLog = link.WireLog(side, mailbox),
            Clock = clock,
        };

    private CredentialSource Credentials(ImapAddress address, SecretSettings settings)
    {
        var passwords = FindPassword(address.User, address.UsesToken, settings);
        return fresh =>
        {
            var secret = passwords.Get(fresh);
            return secret.IsToken
                ? SaslCredential.Token(address.User, secret.Value)
                : SaslCredential.Password(address.User, secret.Value, address.AuthorizationId ?? "");
        };
    }

    /// <summary>Finds the password before anything is connected: a missing one is told at once, and a person is asked before progress is printed.</summary>
    private Passwords FindPassword(string user, bool usesToken, SecretSettings settings)
    {
        if (_passwords.TryGetValue(settings.Side, out var known)) return known;
        var passwords = new Passwords(settings, user, usesToken, environment, ask, TokenCommand.Run);
        _ = passwords.Get(fresh: false);
        return _passwords[settings.Side] = passwords;
    }

    /// <summary>Takes away what stood in for a Maildir.</summary>
    public void Dispose()
    {
        if (_standIn is not null) Directory.Delete(_standIn, recursive: true);
    }
}
