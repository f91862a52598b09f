namespace Godwit.Sync;

/// <summary>
/// Finds out what of a filter meets nothing in a mailbox. Such a name is most likely misspelled, and a move that obeys it in silence reports success without having moved anything.
/// </summary>
/// <param name="filter">What takes part.</param>
/// <param name="known">Folders of the source that earlier runs have seen: one that is gone by now was not misspelled.</param>
/// <param name="refuses">A folder that shall take part and is not there is a fault.</param>
internal sealed class FilterUse(MessageFilter filter, Func<IEnumerable<Folder>> known, bool refuses)
{
    private IReadOnlyList<string> _excludedInVain = [];
    private bool _hasSeen;

    /// <summary>Patterns of <see cref="MessageFilter.IncludeFolders"/> without a folder.</summary>
    public IReadOnlyList<string> IncludedInVain { get; private set; } = [];

    /// <summary>Takes the source's tree; only the first one counts, since what goes away during a run was there.</summary>
    /// <exception cref="FaultException"><see cref="SyncFaults.NoSuchFolder"/>.</exception>
    public void See(IReadOnlyList<Folder> tree)
    {
        if (_hasSeen) return;
        _hasSeen = true;
        // A folder that holds no messages gives nothing and takes nothing away: "Projects" where "Projects/*" was meant is a mistake too.
        IReadOnlyList<Folder> folders = [.. tree.Where(folder => folder.HoldsMessages), .. known()];
        IncludedInVain = InVain(filter.IncludeFolders, folders);
        _excludedInVain = InVain(filter.ExcludeFolders, folders);
        if (refuses && IncludedInVain.Count > 0) throw new FaultException(new Fault(SyncFaults.NoSuchFolder, Side.Source, Sentence(IncludedInVain, "shall take part")));
    }

    private static List<string> InVain(IReadOnlyList<string> patterns, IReadOnlyList<Folder> folders) =>
        [.. patterns.Distinct().Where(pattern => !folders.Any(folder => MessageFilter.Matches(pattern, folder, folders)))];

    /// <summary>What whoever wrote the filter should know, once the messages were listed.</summary>
    /// <param name="keywords">Every keyword that was seen.</param>
    public IEnumerable<string> Notes(KeywordTable keywords)
    {
        if (IncludedInVain.Count > 0) yield return Sentence(IncludedInVain, "shall take part");
        if (_excludedInVain.Count > 0) yield return Sentence(_excludedInVain, "shall not take part");
        foreach (var word in filter.OnlyWith.Keywords.Where(word => !Knows(keywords, word))) yield return $"No message has the keyword {word}, without which none takes part.";
        foreach (var word in filter.NoneWith.Keywords.Where(word => !Knows(keywords, word))) yield return $"No message has the keyword {word}, with which none takes part.";
    }

    private static bool Knows(KeywordTable keywords, string word) => Enumerable.Range(0, keywords.Count).Any(index => keywords[index].Contains(word, StringComparer.OrdinalIgnoreCase));

    private static string Sentence(IReadOnlyList<string> patterns, string what) =>
        $"No folder with messages on the source matches {string.Join(" or ", patterns.Select(static pattern => $"'{OtherSideText.Show(pattern)}'"))}, which {what}.";
}
