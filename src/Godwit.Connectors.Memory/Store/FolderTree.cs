namespace Godwit.Connectors.Memory;

/// <summary>The folders of a mailbox and the rules of their names. Used under the mailbox's lock only.</summary>
internal sealed class FolderTree
{
    private readonly MemoryOptions _options;
    private readonly NameRules _rules;
    private readonly Dictionary<string, StoredFolder> _byName;
    private StoredFolder[]? _sorted;
    private uint _nextGeneration;
    private int _created;

    public FolderTree(MemoryOptions options)
    {
        _options = options;
        _rules = new NameRules(options.Traits.Naming);
        _byName = new(options.Traits.Naming.IgnoresCase ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal);
        _nextGeneration = options.FirstGeneration;
        Insert(FolderPath.Inbox).Role = SpecialUse.Inbox;
    }

    /// <summary>All folders, parents before children.</summary>
    public StoredFolder[] Sorted => _sorted ??= [.. _byName.Values.OrderBy(f => f.Path)];

    public StoredFolder? Find(string wireName) => _byName.GetValueOrDefault(wireName);

    public StoredFolder? Find(FolderPath path) => Find(path.ToString());

    public FolderGeneration NextGeneration() => new(_nextGeneration++);

    /// <summary>The folder, made with its missing parents unless it exists. Why not, where the rules forbid it.</summary>
    public StoredFolder? Create(FolderPath path, SpecialUse role, out string? refusal)
    {
        if (Find(path) is { HoldsMessages: true } existing) { refusal = null; return existing; }
        refusal = _rules.WhyNot(path) ?? WhyNotBelow(path.Parent);
        if (refusal is not null) return null;
        CreateParents(path.Parent);
        var folder = Find(path) is { } node ? Replace(node) : Insert(path);
        if (_options.GivesRoles && role != SpecialUse.Inbox && !IsTaken(role)) folder.Role = role;
        return folder;
    }

    /// <summary>A name of the tree becomes another, with all below it. INBOX itself stays, empty, and what it held goes into a new folder (RFC 9051 section 6.3.6).</summary>
    public string? Rename(StoredFolder folder, FolderPath to)
    {
        if (Find(to) is { } there && there != folder) return "a folder of the new name exists";
        if (!folder.Path.IsInbox && to.IsBelow(folder.Path)) return "a folder cannot move below itself";
        if ((_rules.WhyNot(to) ?? WhyNotBelow(to.Parent)) is { } refusal) return refusal;
        CreateParents(to.Parent);
        if (folder.Path.IsInbox) MoveInboxInto(Insert(to), folder);
        else Rebase(folder.Path, to);
        return null;
    }

    /// <summary>The folder goes; with children it stays as a mere node.</summary>
    public string? Delete(StoredFolder folder)
    {
        if (folder.Path.IsInbox) return "INBOX cannot be deleted";
        var hasChildren = Array.Exists(Sorted, f => f.Path.IsBelow(folder.Path));
        if (hasChildren && !folder.HoldsMessages) return "it has folders below it";
        Discard(folder);
        if (hasChildren) Insert(folder.Path).HoldsMessages = false;
        return null;
    }

    private string? WhyNotBelow(FolderPath? parent) =>
        parent is null || _options.Traits.Naming.FoldersHoldBoth || Find(parent) is not { HoldsMessages: true } ? null : "a folder above it holds messages";

    private void CreateParents(FolderPath? path)
    {
        if (path is null || Find(path) is not null) return;
        CreateParents(path.Parent);
        Insert(path).HoldsMessages = _options.Traits.Naming.FoldersHoldBoth;
    }

    private bool IsTaken(SpecialUse role) => role == SpecialUse.None || Array.Exists(Sorted, f => f.Role == role);

    private StoredFolder Insert(FolderPath path)
    {
        var id = _options.TellsObjectIds ? FormattableString.Invariant($"F{++_created}") : null;
        var folder = new StoredFolder(path, id, NextGeneration(), _options.VanishedMemory);
        _byName.Add(path.ToString(), folder);
        _sorted = null;
        return folder;
    }

    private StoredFolder Replace(StoredFolder old)
    {
        Discard(old);
        return Insert(old.Path);
    }

    private void Discard(StoredFolder folder)
    {
        folder.IsGone = true;
        Take(folder.Path);
    }

    private void Take(FolderPath path)
    {
        _byName.Remove(path.ToString());
        _sorted = null;
    }

    private void Rebase(FolderPath from, FolderPath to)
    {
        foreach (var folder in Sorted)
        {
            var path = folder.Path.Rebase(from, to);
            if (path == folder.Path) continue;
            Take(folder.Path);
            folder.Path = path;
            _byName.Add(path.ToString(), folder);
        }
    }

    private static void MoveInboxInto(StoredFolder folder, StoredFolder inbox)
    {
        foreach (var message in inbox.Remove(UidSet.All)) folder.Add(message.Content, message.Flags, message.Received, message.SizeHint);
    }
}
