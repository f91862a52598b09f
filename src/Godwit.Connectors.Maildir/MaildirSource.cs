namespace Godwit.Connectors.Maildir;

/// <summary>A lane that reads a Maildir.</summary>
internal partial class MaildirSource(MaildirStore store, StoreFaults faults) : IMailboxSource
{
    private bool _closed;

    protected MaildirStore Store { get; } = store;

    protected StoreFaults Faults { get; } = faults;

    public ConnectorTraits Traits { get; } = new()
    {
        Naming = store.Layout.Naming,
        Limits = new MessageLimits { MaxMessageBytes = store.Settings.MaxMessageBytes },
        Product = store.Layout.Kind == MaildirLayout.Flat ? "Maildir++" : "Maildir (nested)",
        Reports = new ReportTraits { ExactSizes = false },
    };

    public IReadOnlyList<FolderEntry> ListFolders(CancellationToken cancellation)
    {
        Begin(cancellation);
        return [.. Folders(cancellation).Select(f => new FolderEntry(f, null))];
    }

    protected List<Folder> Folders(CancellationToken cancellation)
    {
        var subscriptions = SubscriptionFile.Read(Store.Root, Store.Layout.Kind);
        return FolderCatalog.Of(Store.Layout.Find(cancellation), f => subscriptions.Contains(f.WireName));
    }

    public IReadOnlyList<FolderStatus?> ReadStatus(IReadOnlyList<Folder> folders, CancellationToken cancellation)
    {
        Begin(cancellation);
        var status = new FolderStatus?[folders.Count];
        for (var i = 0; i < status.Length; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            status[i] = StatusOf(folders[i], cancellation);
        }
        return status;
    }

    // A folder that cannot be looked at has no state; listing it says why. The others are told all the same.
    private FolderStatus? StatusOf(Folder folder, CancellationToken cancellation)
    {
        try
        {
            using var opened = Store.OpenFolder(folder, Faults);
            using var held = opened.EnterScanned(cancellation, mayTrustTimes: true);
            return MaildirFolder.StatusOf(held.State);
        }
        catch (FaultException e) when (e.Fault.Reach <= Reach.Folder)
        {
            return null;
        }
    }

    public MessageListing ListMessages(Folder folder, FolderGeneration generation, ChangeMarker? since, CancellationToken cancellation) =>
        List(folder, opened => MaildirListing.Of(opened, generation, since, cancellation), cancellation);

    public MessageListing ListFrom(Folder folder, uint firstUid, CancellationToken cancellation) =>
        List(folder, opened => MaildirListing.From(opened, firstUid, cancellation), cancellation);

    private MaildirListing List(Folder folder, Func<MaildirFolder, MaildirListing> list, CancellationToken cancellation)
    {
        Begin(cancellation);
        var opened = Store.OpenFolder(folder, Faults);
        try
        {
            return list(opened);
        }
        catch
        {
            opened.Dispose();
            throw;
        }
    }

    public IMessageReader ReadMessages(Folder folder, FolderGeneration generation, UidSet uids, MessagePart part, CancellationToken cancellation)
    {
        Begin(cancellation);
        var opened = Store.OpenFolder(folder, Faults);
        try
        {
            using (var held = opened.EnterNamed(cancellation)) opened.Require(held.State, generation);
            return new MaildirReader(opened, generation, uids, part, Store.Settings.MaxMessageBytes, Faults, new LaneCancellation(Close, cancellation));
        }
        catch
        {
            opened.Dispose();
            throw;
        }
    }

    /// <summary>Every call begins here.</summary>
    protected void Begin(CancellationToken cancellation)
    {
        if (_closed) throw Faults.Make(ConnectorFaults.ConnectionLost, $"This lane of {Faults.Store} was closed after an earlier fault; another has to be opened.");
        cancellation.ThrowIfCancellationRequested();
    }

    /// <summary>Nothing can be asked of this lane any more.</summary>
    protected void Close() => _closed = true;

    public void Dispose()
    {
        Close();
        GC.SuppressFinalize(this);
    }
}
