namespace Godwit.Connectors.Maildir;

/// <summary>A mailbox in a Maildir, Maildir++ or nested. Lanes of one connector share its index of uids.</summary>
/// <remarks>Needs Linux: a Maildir needs file names with a colon and directories that can be synced.</remarks>
public sealed class MaildirConnector : IMailboxConnector
{
    private readonly MaildirSettings _settings;
    private readonly TimeProvider _clock;
    private readonly Random _random;
    private readonly Lock _sync = new();
    private MaildirStore? _store;

    /// <summary>The Maildir of these settings; <paramref name="clock"/> dates deliveries, <paramref name="random"/> numbers generations.</summary>
    public MaildirConnector(MaildirSettings settings, TimeProvider clock, Random random)
    {
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentException.ThrowIfNullOrEmpty(settings.Path);
        (_settings, _clock, _random) = (settings, clock, random);
        Identity = "maildir:" + Path.GetFullPath(settings.Path).TrimEnd('/');
    }

    /// <summary>The Maildir of these settings, with the machine's clock.</summary>
    public MaildirConnector(MaildirSettings settings) : this(settings, TimeProvider.System, Random.Shared) { }

    /// <inheritdoc/>
    public string Identity { get; }

    /// <inheritdoc/>
    public string? RealPath => ResolvedPath.Of(_settings.Path);

    /// <inheritdoc/>
    /// <exception cref="FaultException">There is no Maildir at the path, or it cannot be read, or its layout is not clear.</exception>
    public IMailboxSource OpenSource(CancellationToken cancellation)
    {
        var faults = Faults(Side.Source);
        lock (_sync) return new MaildirSource(Store(faults, makeIfMissing: false, cancellation), faults);
    }

    /// <inheritdoc/>
    /// <remarks>A path where nothing is yet becomes a Maildir, unless <see cref="MaildirSettings.MakeIfMissing"/> forbids it.</remarks>
    /// <exception cref="FaultException">The path cannot be written, or its layout is not clear.</exception>
    public IMailboxTarget OpenTarget(CancellationToken cancellation)
    {
        var faults = Faults(Side.Target);
        lock (_sync)
        {
            var store = Store(faults, _settings.MakeIfMissing, cancellation);
            store.PrepareForWriting(faults);
            return new MaildirTarget(store, faults);
        }
    }

    private StoreFaults Faults(Side side) => new(side, Identity) { IndexPlace = _settings.IndexFolder ?? Identity };

    private MaildirStore Store(StoreFaults faults, bool makeIfMissing, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        if (!OperatingSystem.IsLinux()) throw faults.Make(ConnectorFaults.StoreUnusable, "A Maildir can be used on Linux only: its file names need a colon.");
        return _store ??= MaildirStore.Open(_settings, _clock, _random, faults, makeIfMissing, cancellation);
    }
}
