namespace Godwit.Connectors.Maildir;

/// <summary>How a Maildir's folders are laid out on the disk: finding them, naming them, and reaching one without ever leaving the root.</summary>
internal abstract class FolderLayout(DirectoryHandle root, StoreFaults faults)
{
    /// <summary>The wire name of the root.</summary>
    public const string RootName = ".";

    /// <summary>The most folders that are believed.</summary>
    public const int MaxFolders = 100_000;

    /// <summary>The deepest path.</summary>
    public const int MaxDepth = 64;

    protected DirectoryHandle Root { get; } = root;

    public abstract MaildirLayout Kind { get; }

    /// <summary>Which names a segment may have.</summary>
    public abstract FolderNaming Naming { get; }

    /// <summary>The name of an index file in a folder: one that can be no folder's in this layout.</summary>
    public abstract byte[] IndexFile { get; }

    /// <summary>Every folder on the disk in no order, the root among them when it holds messages.</summary>
    /// <exception cref="FaultException">A listing failed or broke off: a folder that is left out would count as deleted.</exception>
    public abstract List<FoundFolder> Find(CancellationToken cancellation);

    /// <summary>The directory names, from the root, that a new folder at this path has.</summary>
    public abstract IReadOnlyList<byte[]> DirectoriesOf(FolderPath path, FolderNameEncoding encoding);

    /// <summary>The directory names of a wire name; null when it is none of this layout (it came from outside).</summary>
    public IReadOnlyList<byte[]>? DirectoriesOf(string wireName)
    {
        if (wireName == RootName) return [];
        var names = wireName.Split('/').Select(WireNames.ToBytes).ToList();
        return names.Count <= MaxDepth && names.TrueForAll(IsFileName) && IsWellFormed(names) ? names : null;
    }

    private static bool IsFileName(byte[] name) => name.Length is > 0 and <= FileNames.MaxLength && name.AsSpan().IndexOfAny((byte)'/', (byte)0) < 0;

    protected abstract bool IsWellFormed(List<byte[]> names);

    /// <summary>The wire name of these directories.</summary>
    public static string WireNameOf(IReadOnlyList<byte[]> directories) =>
        directories.Count == 0 ? RootName : string.Join('/', directories.Select(d => WireNames.FromBytes(d)));

    /// <summary>Opens a directory below the root step by step. A symbolic link is followed only to where it stays below the root.</summary>
    public DirectoryHandle? TryOpen(IEnumerable<byte[]> directories, out int error)
    {
        var here = Root.TryOpen("."u8, out error);
        foreach (var name in directories)
        {
            if (here is null) return null;
            var next = Step(here, name, out error);
            here.Dispose();
            here = next;
        }
        return here;
    }

    private DirectoryHandle? Step(DirectoryHandle from, byte[] name, out int error)
    {
        var next = from.TryOpen(name, out error);
        if (next is not null || error is not (Errno.LinkLoop or Errno.NotDirectory)) return next;
        if (from.Stat(name, out var facts) < 0 || !facts.IsLink) return null;
        next = from.TryOpen(name, out error, followLink: true);
        if (next is null || LeadsInside(next)) return next;
        next.Dispose();
        error = Errno.LinkLoop;
        return null;
    }

    private bool LeadsInside(DirectoryHandle directory) =>
        Root.RealPath() is { } root && directory.RealPath() is { } path && path.StartsWith(root + "/", StringComparison.Ordinal);

    /// <summary>
    /// True when a link found while listing leads out of the root to what looks like a folder, or to where nobody may look. People do link folders: a colleague's, an archive on another disk. Nothing is read or
    /// written out there, and whoever has linked one must hear that it stays behind: it is listed, and refused when it is opened. A link to anything else is no folder; nor is one to a folder below the root, which
    /// is listed itself.
    /// </summary>
    protected bool LeadsToFolderElsewhere(DirectoryHandle parent, ReadOnlySpan<byte> name)
    {
        using var there = parent.TryOpen(name, out var error, followLink: true);
        return there is null ? error == Errno.AccessDenied : !LeadsInside(there) && LooksLikeFolder(there);
    }

    /// <summary>True when this could be a folder of the layout, or a branch of folders.</summary>
    protected virtual bool LooksLikeFolder(DirectoryHandle directory) => HoldsMessages(directory);

    protected static bool IsDirectory(DirectoryHandle parent, EntryType type, ReadOnlySpan<byte> name, out bool isLink)
    {
        isLink = type == EntryType.Link;
        if (type != EntryType.Unknown) return type is EntryType.Directory or EntryType.Link;
        if (parent.Stat(name, out var facts) < 0) return false;
        isLink = facts.IsLink;
        return facts.IsDirectory || facts.IsLink;
    }

    /// <summary>True when the directory has <c>cur</c> or <c>new</c>.</summary>
    public static bool HoldsMessages(DirectoryHandle directory) =>
        directory.Stat("cur"u8, out var cur) == 0 && cur.IsDirectory || directory.Stat("new"u8, out var news) == 0 && news.IsDirectory;

    /// <summary>True when nobody may look for <c>cur</c> in it: it can be listed, and what it lists cannot be reached.</summary>
    protected static bool IsClosed(DirectoryHandle directory) => directory.Stat("cur"u8, out _) == -Errno.AccessDenied;

    /// <summary>True when this error number leaves open what is there. The folder is listed then, for one that is not listed counts as deleted; opening it says what is wrong.</summary>
    protected static bool MayBeThere(int error) => error is not (Errno.NoEntry or Errno.NotDirectory or Errno.LinkLoop);

    /// <summary>The folders below a directory cannot be told.</summary>
    protected FaultException Unlistable(int error) => error is Errno.TooManyFiles or Errno.TooManyFilesInSystem
        ? faults.Make(ConnectorFaults.TemporarilyUnavailable, $"Too many files are open to list the folders of {faults.Store}.")
        : faults.Make(ConnectorFaults.StoreUnusable, $"The folders of {faults.Store} cannot be listed: {Errno.Describe(error)}.");

    protected static string? ObjectIdOf(DirectoryHandle parent, ReadOnlySpan<byte> name) =>
        parent.Stat(name, out var facts) == 0 && facts.Identity.IsSure ? facts.Identity.ToString() : null;

    protected static string? ObjectIdOf(DirectoryHandle directory) =>
        directory.Stat(out var facts) == 0 && facts.Identity.IsSure ? facts.Identity.ToString() : null;
}
