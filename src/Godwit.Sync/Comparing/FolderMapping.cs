
namespace Godwit.Sync;

/// <summary>Where a source folder goes on the target.</summary>
/// <param name="Source">The source's folder.</param>
/// <param name="TargetPath">Its path on the target, within the target's naming rules.</param>
/// <param name="Existing">The target's folder at that path, or null when it has to be created.</param>
/// <param name="Why">Why the name differs from the source's, as a clause for the report; null when it does not.</param>
public sealed record MappedFolder(Folder Source, FolderPath TargetPath, Folder? Existing, string? Why);

/// <summary>
/// Decides where each source folder goes, without regular expressions: what the ledger knows stays, INBOX is INBOX, a role goes to the target's folder of that role, everything else
/// keeps its place below its parent with its name fitted to the target's rules. Pure.
/// </summary>
public sealed class FolderMapping
{
    private readonly FolderNaming _naming;
    private readonly IReadOnlyList<Folder> _target;
    private readonly Dictionary<FolderPath, FolderPath> _mapped = [];
    private readonly Dictionary<string, FolderPath> _taken = [];
    private readonly HashSet<SpecialUse> _rolesTaken = [];

    private FolderMapping(IReadOnlyList<Folder> target, FolderNaming naming) => (_target, _naming) = (target, naming);

    /// <summary>
    /// Maps every source folder. <paramref name="known"/> holds source paths whose place on the target the ledger already knows.
    /// </summary>
    public static IReadOnlyList<MappedFolder> Map(
        IReadOnlyList<Folder> source, IReadOnlyList<Folder> target, FolderNaming naming, IReadOnlyDictionary<FolderPath, FolderPath> known)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(known);
        var mapping = new FolderMapping(target, naming);
        foreach (var (path, place) in known) mapping.Take(path, place);
        var targetRoles = target.Where(f => known.Values.Contains(f.Path)).Select(f => f.Role);
        mapping._rolesTaken.UnionWith(targetRoles.Where(r => r != SpecialUse.None));
        // Folders with a role choose first, so that "Sent" below no role never takes the place of the real one.
        var placed = source.Where(f => f.Path.IsInbox || f.Role != SpecialUse.None).Concat(source.Where(f => !f.Path.IsInbox && f.Role == SpecialUse.None))
            .ToList();
        var results = new Dictionary<FolderPath, MappedFolder>();
        foreach (var folder in placed.OrderBy(f => f.Path.IsInbox ? 0 : f.Role != SpecialUse.None ? 1 : 2).ThenBy(f => f.Path.Depth))
            results[folder.Path] = mapping.Place(folder, known);
        return [.. source.Select(f => results[f.Path])];
    }

    private MappedFolder Place(Folder folder, IReadOnlyDictionary<FolderPath, FolderPath> known)
    {
        if (known.TryGetValue(folder.Path, out var place)) return Placed(folder, place, null);
        if (folder.Path.IsInbox) return Placed(folder, Take(folder.Path, FolderPath.Inbox), null);
        var byRole = RoleFolder(folder.Role);
        if (byRole is not null)
        {
            var why = byRole.Path == folder.Path ? null : $"the target's {folder.Role} folder";
            return Placed(folder, Take(folder.Path, byRole.Path), why);
        }
        var wished = Wished(folder.Path);
        var free = FirstFree(wished);
        return Placed(folder, Take(folder.Path, free), Reason(folder.Path, wished, free));
    }

    private MappedFolder Placed(Folder folder, FolderPath place, string? why) =>
        new(folder, place, _target.FirstOrDefault(f => f.Path == place), why);

    private Folder? RoleFolder(SpecialUse role)
    {
        if (role is SpecialUse.None or SpecialUse.Inbox || !_rolesTaken.Add(role)) return null;
        var found = _target.FirstOrDefault(f => f.Role == role && f.HoldsMessages);
        return found is null || _taken.ContainsKey(Key(found.Path)) ? null : found;
    }

    private FolderPath Wished(FolderPath path)
    {
        var name = NameRules.Fit(path.Name, _naming);
        if (path.Parent is not { } parent) return FolderPath.Of(name);
        if (parent.IsInbox && !_naming.InboxHasChildren) return FolderPath.Of(name);
        var above = _mapped.TryGetValue(parent, out var mapped) ? mapped : Wished(parent);
        return above.Depth < _naming.MaxDepth ? above.Child(name)
            : FolderPath.Of([.. above.Segments.Take(above.Depth - 1), NameRules.Fit($"{above.Name} - {path.Name}", _naming)]);
    }

    private FolderPath FirstFree(FolderPath wished)
    {
        var existing = _target.FirstOrDefault(f => Key(f.Path) == Key(wished));
        if (existing is not null && !_taken.ContainsKey(Key(existing.Path))) return existing.Path;
        if (existing is null && !_taken.ContainsKey(Key(wished))) return wished;
        for (var number = 2; ; number++)
        {
            var name = NameRules.Fit($"{wished.Name} ({number})", _naming);
            var candidate = wished.Parent is { } parent ? parent.Child(name) : FolderPath.Of(name);
            if (!_taken.ContainsKey(Key(candidate))) return candidate;
        }
    }

    private FolderPath Take(FolderPath source, FolderPath place)
    {
        _taken[Key(place)] = source;
        _mapped[source] = place;
        return place;
    }

    /// <summary>Names are compared composed (NFC), and without case where the target does.</summary>
    private string Key(FolderPath path)
    {
        var composed = ComposedForm.Of(path.ToString());
        return _naming.IgnoresCase ? composed.ToUpperInvariant() : composed;
    }

    private string? Reason(FolderPath source, FolderPath wished, FolderPath place)
    {
        if (place == source) return null;
        if (wished != place && Key(wished) != Key(place)) return "another folder of that name is there already";
        if (NameRules.Fit(source.Name, _naming) != source.Name) return "the target does not allow that name";
        return source.Parent is { IsInbox: true } && !_naming.InboxHasChildren ? "the target's INBOX has no folders below it" : "its place on the target";
    }
}
