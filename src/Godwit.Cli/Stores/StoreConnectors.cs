using Godwit.Connectors.Imap;
using Godwit.Connectors.Maildir;
using Godwit.Imap;

namespace Godwit.Cli;

/// <summary>Makes connectors of stores: the one place that knows every kind.</summary>
/// <param name="link">The way to the stores.</param>
/// <param name="environment">Tells the value of an environment variable, or null.</param>
/// <param name="ask">Asks a person for a password; null when nobody is there.</param>
/// <param name="clock">The clock.</param>
internal sealed class StoreConnectors(LinkSettings link, Func<string, string?> environment, Func<string, string?>? ask, TimeProvider clock) : IDisposable
{
    private readonly Dictionary<string, Passwords> _passwords = [];
    private WireLogFile? _wireLog;
    private string? _standIn;

    /// <summary>The mailbox to be read.</summary>
    /// <param name="store">Which one.</param>
    /// <param name="indexFolder">
    /// Where a Maildir's uids are remembered from run to run, since a source is never written to; null when they need not be.
    /// </param>
    public IMailboxConnector Source(ChosenStore store, string? indexFolder)
    {
        var connector = Open(store, Side.Source, indexFolder);
        return link.BytesPerSecond is { } rate ? new ThrottlingConnector(connector, new RateLimit(rate, null), clock, new ClockPause(clock)) : connector;
    }

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
        return ProxyMailboxes.List(address, FindPassword(address.User, address.UsesToken, store.Secret), WireLog(Side.Source), clock, cancellation);
    }

    private IMailboxConnector Open(ChosenStore store, Side side, string? indexFolder) => store.Address switch
    {
        MaildirAddress maildir => new MaildirConnector(new MaildirSettings(maildir.Path) { Layout = Layout(maildir.Form), IndexFolder = indexFolder }),
        ImapAddress imap => new ImapConnector(Settings(imap, store.Secret, side)),
        ProxyAddress proxy => ProxyMailboxes.Open(proxy, FindPassword(proxy.User, proxy.UsesToken, store.Secret), side, link.Compress, WireLog(side), clock),
        var other => throw new InvalidOperationException($"No connector for a {other.GetType().Name}."),
    };

    private static MaildirLayout? Layout(MaildirForm form) => form switch
    {
        MaildirForm.Flat => MaildirLayout.Flat,
        MaildirForm.Nested => MaildirLayout.Nested,
        _ => null,
    };

    private ImapSettings Settings(ImapAddress address, SecretSettings secret, Side side) =>
        new(address.Host, address.Port, address.User, Credentials(address, secret))
        {
            Side = side,
            Security = address.Tls == TlsUse.None ? ImapSecurity.None : address.IsImplicitTls ? ImapSecurity.Tls : ImapSecurity.StartTls,
            Tls = new ImapTlsOptions { AuthoritiesFile = address.AuthoritiesFile, AcceptAnyCertificate = address.Tls == TlsUse.Insecure },
            AuthorizationId = address.AuthorizationId ?? "",
            Compress = link.Compress,
            NewWireLog = link.WireLogFile is { } file ? (_wireLog ??= WireLogFile.Create(file, clock)).For(side) : null,
            Clock = clock,
        };

    // A side behind a proxy has one log of all its lanes; those of IMAP have one each.
    private Action<string>? WireLog(Side side) => link.WireLogFile is { } file ? (_wireLog ??= WireLogFile.Create(file, clock)).LinesOf(side) : null;

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

    public void Dispose()
    {
        _wireLog?.Dispose();
        if (_standIn is not null) Directory.Delete(_standIn, recursive: true);
    }
}
