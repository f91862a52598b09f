namespace Godwit.Connectors.Maildir;

/// <summary>Folders in folders. INBOX is the root when it holds messages, else a top directory of that name.</summary>
internal sealed class NestedLayout(DirectoryHandle root, StoreFaults faults) : FolderLayout(root, faults)
{
    public override MaildirLayout Kind => MaildirLayout.Nested;

    public override FolderNaming Naming { get; } = new()
    {
        ForbiddenCharacters = "/\0",
        ForbiddenNames = ["cur", "new", "tmp"],
        MaxSegmentBytes = FileNames.MaxLength,
        MaxDepth = MaxDepth,
        KeepsLeadingDot = false,
    };

    // Directories of folders never begin with a dot.
    public override byte[] IndexFile => ".godwit-index"u8.ToArray();

    public override List<FoundFolder> Find(CancellationToken cancellation)
    {
        var found = new List<FoundFolder>();
        if (HoldsMessages(Root)) found.Add(new FoundFolder(RootName, ["INBOX"], ["INBOX"], true, ObjectIdOf(Root)));
        Walk(found, Root, [], cancellation);
        return found;
    }

    /// <summary>Adds what is below; true when there was a folder with messages.</summary>
    private bool Walk(List<FoundFolder> found, DirectoryHandle directory, byte[][] above, CancellationToken cancellation)
    {
        if (above.Length >= MaxDepth) return false;
        if (!DirectoryReader.TryOpen(directory, out var reader, out var error)) throw Unlistable(error);
        var names = new List<(byte[] Name, bool IsLink)>();
        try
        {
            while (reader.MoveNext(out error) && names.Count < MaxFolders)
            {
                if (MayBeFolder(reader.Name, above.Length) && IsDirectory(directory, reader.Type, reader.Name, out var isLink)) names.Add((reader.Name.ToArray(), isLink));
            }
        }
        finally { reader.Dispose(); }
        if (error != 0) throw Unlistable(error);
        var any = false;
        foreach (var (name, isLink) in names)
        {
            cancellation.ThrowIfCancellationRequested();
            any |= found.Count < MaxFolders && Add(found, directory, [.. above, name], isLink, cancellation);
        }
        return any;
    }

    // A file system has its lost+found at its top, and lets nobody but root read it.
    private static bool MayBeFolder(ReadOnlySpan<byte> name, int depth) => name[0] != (byte)'.' && !IsPart(name) && !(depth == 0 && name.SequenceEqual("lost+found"u8));

    private bool Add(List<FoundFolder> found, DirectoryHandle parent, byte[][] names, bool isLink, CancellationToken cancellation)
    {
        if (isLink)
        {
            if (!LeadsToFolderElsewhere(parent, names[^1])) return false;
            found.Add(Folder(names, holdsMessages: true, null) with { IsSeen = false });
            return true;
        }
        using var directory = parent.TryOpen(names[^1], out var error);
        if (directory is null ? MayBeThere(error) : IsClosed(directory))
        {
            found.Add(Folder(names, holdsMessages: true, ObjectIdOf(parent, names[^1])) with { IsSeen = false });
            return true;
        }
        if (directory is null) return false;
        var holds = HoldsMessages(directory);
        var at = found.Count;
        var below = Walk(found, directory, names, cancellation);
        // A directory with neither messages nor folders below is none of ours.
        if (holds || below) found.Insert(at, Folder(names, holds, ObjectIdOf(directory)));
        return holds || below;
    }

    // A branch that is linked whole (an archive on another disk) need not hold messages at its top.
    protected override bool LooksLikeFolder(DirectoryHandle directory)
    {
        if (HoldsMessages(directory)) return true;
        if (!DirectoryReader.TryOpen(directory, out var reader, out _)) return false;
        try
        {
            while (reader.MoveNext(out _))
            {
                if (!MayBeFolder(reader.Name, depth: 1) || reader.Type is not (EntryType.Directory or EntryType.Unknown)) continue;
                using var below = directory.TryOpen(reader.Name, out _);
                if (below is not null && HoldsMessages(below)) return true;
            }
        }
        finally { reader.Dispose(); }
        return false;
    }

    private static FoundFolder Folder(byte[][] names, bool holdsMessages, string? objectId) => new(
        WireNameOf(names), [.. names.Select(n => SegmentNames.Decode(n))], [.. names.Select(n => WireNames.FromBytes(n))], holdsMessages, objectId);

    private static bool IsPart(ReadOnlySpan<byte> name) => name.SequenceEqual("cur"u8) || name.SequenceEqual("new"u8) || name.SequenceEqual("tmp"u8);

    public override IReadOnlyList<byte[]> DirectoriesOf(FolderPath path, FolderNameEncoding encoding) =>
        path.IsInbox && HoldsMessages(Root) ? [] : [.. path.Segments.Select(s => SegmentNames.Encode(s, encoding))];

    protected override bool IsWellFormed(List<byte[]> names) => names.TrueForAll(n => n[0] != '.' && !IsPart(n));
}
