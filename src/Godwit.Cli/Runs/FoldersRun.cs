namespace Godwit.Cli;

/// <summary>One run of <c>godwit folders</c>.</summary>
internal sealed class FoldersRun(FoldersOptions options, Surroundings surroundings)
{
    private static readonly Dictionary<FolderPath, FolderPath> NothingKnown = [];

    /// <summary>Lists and reports.</summary>
    /// <returns>The exit code.</returns>
    /// <exception cref="FaultException">A side cannot be read.</exception>
    public int Run()
    {
        OpenLinkWarnings.Write(surroundings.Terminal, options.From, options.To);
        using var link = new OpenLink(options.Link, surroundings.Terminal.Error, surroundings.Clock);
        using var connectors = new StoreConnectors(link, surroundings.Environment, surroundings.Ask, surroundings.Clock);
        using var lane = connectors.Source(options.From, indexFolder: null).OpenSource(surroundings.Stop);
        var entries = lane.ListFolders(surroundings.Stop);
        var places = options.To is { } to ? Places(entries, connectors.Rehearsed(to)) : null;
        var folders = Measure(lane, entries, places);
        if (options.Json) JsonReport.Write(surroundings.Terminal.Output, folders);
        else FolderTreeText.Write(surroundings.Terminal.Output, folders);
        return ExitCodes.Done;
    }

    private Dictionary<FolderPath, MappedFolder> Places(IReadOnlyList<FolderEntry> entries, IMailboxConnector target)
    {
        using var lane = target.OpenTarget(surroundings.Stop);
        var existing = lane.ListFolders(surroundings.Stop).Select(e => e.Folder).ToList();
        var mapped = FolderMapping.Map([.. entries.Select(e => e.Folder)], existing, lane.Traits.Naming, NothingKnown);
        return mapped.ToDictionary(m => m.Source.Path);
    }

    private List<ListedFolder> Measure(IMailboxSource lane, IReadOnlyList<FolderEntry> entries, Dictionary<FolderPath, MappedFolder>? places)
    {
        var taking = MessageFilter.Everything.For([.. entries.Select(e => e.Folder)]);
        var holding = entries.Where(e => e.Folder.HoldsMessages).Select(e => e.Folder).ToList();
        var statuses = holding.Zip(lane.ReadStatus(holding, surroundings.Stop)).ToDictionary(p => p.First.Path, p => p.Second);
        return [.. entries.Select(entry =>
        {
            var status = statuses.GetValueOrDefault(entry.Folder.Path);
            var bytes = MailboxSize.BytesOf(lane, entry.Folder, status, surroundings.Stop);
            // What a move makes no folder for has no place either.
            var isMoved = entry.Folder.HoldsMessages && taking.Takes(entry.Folder);
            var place = isMoved ? places?.GetValueOrDefault(entry.Folder.Path) : null;
            return new ListedFolder(entry.Folder, status?.Messages ?? 0, bytes, place) { IsMoved = isMoved, IsCounted = status is not null || !entry.Folder.HoldsMessages };
        })];
    }
}
