namespace Godwit.Connectors.Maildir;

/// <summary>Maildir++: the root is INBOX, every other folder a directory of the root named <c>.First.Second</c>.</summary>
internal sealed class FlatLayout(DirectoryHandle root, StoreFaults faults) : FolderLayout(root, faults)
{
    public override MaildirLayout Kind => MaildirLayout.Flat;

    public override FolderNaming Naming { get; } = new()
    {
        ForbiddenCharacters = "./\0",
        MaxSegmentBytes = FileNames.MaxLength - 1,
        MaxDepth = MaxDepth,
        KeepsLeadingDot = false,
    };

    // Directories of folders begin with a dot.
    public override byte[] IndexFile => "godwit-index"u8.ToArray();

    public override List<FoundFolder> Find(CancellationToken cancellation)
    {
        var found = new List<FoundFolder> { new(RootName, ["INBOX"], ["INBOX"], HoldsMessages(Root), ObjectIdOf(Root)) };
        if (!DirectoryReader.TryOpen(Root, out var reader, out var error)) throw Unlistable(error);
        try
        {
            while (reader.MoveNext(out error) && found.Count < MaxFolders)
            {
                cancellation.ThrowIfCancellationRequested();
                if (reader.Name[0] == (byte)'.' && IsDirectory(Root, reader.Type, reader.Name, out var isLink)) Add(found, reader.Name, isLink);
            }
        }
        finally { reader.Dispose(); }
        if (error != 0) throw Unlistable(error);
        return found;
    }

    private void Add(List<FoundFolder> found, ReadOnlySpan<byte> name, bool isLink)
    {
        if (isLink)
        {
            if (LeadsToFolderElsewhere(Root, name)) found.Add(Folder(name, null) with { IsSeen = false });
            return;
        }
        using var directory = Root.TryOpen(name, out var error);
        if (directory is not null && HoldsMessages(directory)) found.Add(Folder(name, ObjectIdOf(directory)));
        else if (directory is null ? MayBeThere(error) : IsClosed(directory)) found.Add(Folder(name, ObjectIdOf(Root, name)) with { IsSeen = false });
    }

    private static FoundFolder Folder(ReadOnlySpan<byte> name, string? objectId)
    {
        var (segments, raw) = (new List<string>(), new List<string>());
        foreach (var range in name[1..].Split((byte)'.'))
        {
            var segment = name[1..][range];
            if (segment.IsEmpty) continue;
            segments.Add(SegmentNames.Decode(segment));
            raw.Add(WireNames.FromBytes(segment));
        }
        return new FoundFolder(WireNames.FromBytes(name), [.. segments], [.. raw], HoldsMessages: true, objectId);
    }

    public override IReadOnlyList<byte[]> DirectoriesOf(FolderPath path, FolderNameEncoding encoding)
    {
        if (path.IsInbox) return [];
        var name = new List<byte>();
        foreach (var segment in path.Segments)
        {
            name.Add((byte)'.');
            name.AddRange(SegmentNames.Encode(segment, encoding));
        }
        return [[.. name]];
    }

    protected override bool IsWellFormed(List<byte[]> names) => names is [{ Length: > 1 } only] && only[0] == '.' && !only.AsSpan().SequenceEqual(".."u8);
}
