using System.Text;

namespace Godwit.Connectors.Maildir;

/// <summary>What all lanes of one connector share: the root, its layout, the indexes.</summary>
internal sealed class MaildirStore
{
    private readonly Random _random;

    private MaildirStore(MaildirSettings settings, TimeProvider clock, Random random, DirectoryHandle root, FolderLayout layout)
    {
        (Settings, Clock, _random, Root, Layout) = (settings, clock, random, root, layout);
        Ownership = new Ownership(root.Stat(out var facts) == 0 ? facts : default);
        DirectoryMode = facts.Mode == 0 ? 0x1C0 : (uint)facts.Mode & 0x1FF;
        Patience = new Patience(clock, settings.LockPatience);
        IndexTerms = new IndexTerms(clock, Patience, NewGeneration);
        Indexes = new FolderIndexes(this) { Place = settings.IndexFolder is null ? IndexPlace.Memory : IndexPlace.Elsewhere };
    }

    public MaildirSettings Settings { get; }

    public TimeProvider Clock { get; }

    public DirectoryHandle Root { get; }

    public FolderLayout Layout { get; }

    public Ownership Ownership { get; }

    public Patience Patience { get; }

    public IndexTerms IndexTerms { get; }

    public FolderIndexes Indexes { get; }

    public string Path => Settings.Path;

    /// <summary>Permission bits of new directories: the root's.</summary>
    public uint DirectoryMode { get; }

    public static MaildirStore Open(MaildirSettings settings, TimeProvider clock, Random random, StoreFaults faults, bool makeIfMissing, CancellationToken cancellation)
    {
        if (makeIfMissing)
        {
            Containment.CheckWhereItWouldBe(settings, faults);
            MakeDirectory(settings.Path, faults);
        }
        if (settings.IndexFolder is { } index) MakeDirectory(index, faults);
        var root = DirectoryHandle.TryOpen(System.IO.Path.GetFullPath(settings.Path), out var error)
            ?? throw faults.Make(ConnectorFaults.StoreUnusable, $"{faults.Store} cannot be opened: {Errno.Describe(error)}.");
        try
        {
            Containment.Check(settings, root, faults);
            return new MaildirStore(settings, clock, random, root, FindLayout(settings, root, faults, makeIfMissing, cancellation));
        }
        catch
        {
            root.Dispose();
            throw;
        }
    }

    private static void MakeDirectory(string path, StoreFaults faults)
    {
        if (Directory.Exists(path) || OperatingSystem.IsWindows()) return;
        try
        {
            Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new FaultException(new Fault(ConnectorFaults.StoreUnusable, faults.Side, $"The directory '{OtherSideText.Show(path)}' cannot be made: {WhyNot(path, e)}."), e);
        }
    }

    private static string WhyNot(string path, Exception refusal)
    {
        for (var there = System.IO.Path.GetFullPath(path); there is not null; there = System.IO.Path.GetDirectoryName(there))
            if (File.Exists(there)) return $"'{OtherSideText.Show(there)}' is a file";
        // On Unix the runtime hands through the error numbers that it has no exception for.
        return refusal is UnauthorizedAccessException ? Errno.Describe(Errno.AccessDenied) : refusal.HResult is > 0 and < 200 ? Errno.Describe(refusal.HResult) : refusal.Message.TrimEnd('.');
    }

    private static FolderLayout FindLayout(MaildirSettings settings, DirectoryHandle root, StoreFaults faults, bool makeIfMissing, CancellationToken cancellation)
    {
        FolderLayout? told = settings.Layout switch
        {
            MaildirLayout.Flat => new FlatLayout(root, faults),
            MaildirLayout.Nested => new NestedLayout(root, faults),
            _ => null,
        };
        var found = told is null ? LayoutDetection.Detect(root, faults, cancellation) : told.Find(cancellation).Exists(f => f.IsProof) ? told : null;
        if (found is not null) return found;
        if (!makeIfMissing) throw faults.Make(ConnectorFaults.StoreUnusable, $"There is no Maildir in {faults.Store}: no directory with 'cur' or 'new' was found.");
        Vacancy.Check(root, faults);
        return told ?? new FlatLayout(root, faults);
    }

    /// <summary>Makes the root a Maildir and lets the indexes be kept; once writing is meant.</summary>
    public void PrepareForWriting(StoreFaults faults)
    {
        if (Indexes.Place == IndexPlace.Memory) Indexes.Place = IndexPlace.InFolders;
        if (Layout.Kind == MaildirLayout.Nested && Layout.Find(CancellationToken.None).Exists(f => f.Segments is [var only] && only.Equals("INBOX", StringComparison.OrdinalIgnoreCase))) return;
        if (!FolderLayout.HoldsMessages(Root)) MakeParts(Root, faults, FolderLayout.RootName);
    }

    /// <summary>Makes <c>tmp</c>, <c>new</c> and <c>cur</c>; <c>cur</c> last, since it makes the directory a folder.</summary>
    public void MakeParts(DirectoryHandle folder, StoreFaults faults, string wireName)
    {
        foreach (var part in (ReadOnlySpan<string>)["tmp", "new", "cur"])
        {
            var error = MakeDirectory(folder, Encoding.ASCII.GetBytes(part));
            if (error < 0 && error != -Errno.Exists) throw faults.FolderChange(-error, wireName);
        }
    }

    /// <summary>Makes a directory with the root's rights and owner; zero, or a negative error number.</summary>
    public int MakeDirectory(DirectoryHandle parent, ReadOnlySpan<byte> name)
    {
        var error = parent.MakeDirectory(name, DirectoryMode);
        if (error < 0) return error;
        using var made = parent.TryOpen(name, out var opened);
        if (made is null) return -opened;
        Ownership.Adopt(made.Descriptor);
        return Settings.Syncing == FileSyncing.Never ? 0 : Settings.Disk.Sync(parent.Descriptor);
    }

    /// <summary>Opens a folder by its wire name.</summary>
    public MaildirFolder OpenFolder(Folder folder, StoreFaults faults)
    {
        var names = Layout.DirectoriesOf(folder.WireName)
            ?? throw faults.Make(ConnectorFaults.FolderUnavailable, $"'{OtherSideText.Show(folder.WireName)}' is no folder's name in {faults.Store}.");
        var directory = Layout.TryOpen(names, out var error);
        if (directory is null)
        {
            throw error == Errno.LinkLoop
                ? faults.Make(ConnectorFaults.FolderUnavailable, $"The folder '{OtherSideText.Show(folder.WireName)}' of {faults.Store} is a symbolic link that leads out of the Maildir; it is not followed.")
                : faults.Folder(error, folder.WireName);
        }
        try
        {
            return new MaildirFolder(this, faults, folder.WireName, directory);
        }
        catch
        {
            directory.Dispose();
            throw;
        }
    }

    public LockedReplacement Replacement(StoreFaults faults) => new(faults, Settings.Disk, Ownership, Patience, Clock, Settings.Syncing != FileSyncing.Never);

    public static FaultException Unusable(string told) => new(new Fault(ConnectorFaults.StoreUnusable, Side.Service, told));

    private FolderGeneration NewGeneration()
    {
        lock (_random) return new FolderGeneration((uint)_random.NextInt64(1, uint.MaxValue));
    }
}
