namespace Godwit.Sync;

/// <summary>A pair whose source message is gone from its folder.</summary>
/// <param name="Folder">Which folder's work it belongs to.</param>
/// <param name="Row">Its row there.</param>
/// <param name="Size">Size as listed when it was copied.</param>
/// <param name="ReceivedSeconds">Its received date.</param>
/// <param name="Header">Hash of its header block.</param>
/// <param name="Content">Hash of its content.</param>
internal sealed record VanishedPair(int Folder, int Row, long Size, long ReceivedSeconds, ulong Header, ContentHash Content);

/// <summary>A message that is new in a folder.</summary>
/// <param name="Folder">Which folder's work it belongs to.</param>
/// <param name="Index">Its index among that folder's new messages.</param>
/// <param name="Size">Size as listed.</param>
/// <param name="ReceivedSeconds">Its received date.</param>
internal sealed record ArrivedMessage(int Folder, int Index, long Size, long ReceivedSeconds);

/// <summary>
/// Finds the messages that moved: gone from one folder and new in another (or the same), with equal size and date, an equal header block, and equal content. The header block alone would not do: of two
/// messages with the same one, the one that is gone may be all that the ledger knows.
/// </summary>
internal static class MoveMatching
{
    /// <summary>
    /// Pairs of indexes into the two lists. The two readers fetch, for arrived messages by index, what is needed to tell them apart; they are asked only for messages that could have moved.
    /// </summary>
    public static List<(int Vanished, int Arrived)> Match(
        IReadOnlyList<VanishedPair> vanished, IReadOnlyList<ArrivedMessage> arrived,
        Func<IReadOnlyList<int>, Dictionary<int, ulong>> readHeaders, Func<IReadOnlyList<int>, Dictionary<int, ContentHash>> readContents)
    {
        var possible = Possible(vanished, arrived);
        if (possible.Count == 0) return [];
        var headers = readHeaders(possible);
        var left = vanished.Select((v, i) => (Key: (v.Size, v.ReceivedSeconds, v.Header), Index: i)).ToLookup(v => v.Key, v => v.Index);
        var right = possible.Where(headers.ContainsKey)
            .ToLookup(i => (arrived[i].Size, arrived[i].ReceivedSeconds, headers[i]), i => i);

        var pairs = new List<(int, int)>();
        var alike = new List<(int[] Vanished, int[] Arrived)>();
        foreach (var group in right)
        {
            var (gone, came) = (left[group.Key].ToArray(), group.ToArray());
            if (gone.Length == 1 && came.Length == 1 && !vanished[gone[0]].Content.IsKnown) pairs.Add((gone[0], came[0]));
            else if (gone.Length > 0) alike.Add((gone, came));
        }
        if (alike.Count == 0) return pairs;
        var contents = readContents([.. alike.SelectMany(d => d.Arrived).Order()]);
        foreach (var (gone, came) in alike)
        {
            var matches = ContentMatching.Match<ContentHash>(
                [.. gone.Select(i => (ContentHash?)vanished[i].Content)], [.. came.Select(i => contents.TryGetValue(i, out var hash) ? hash : (ContentHash?)null)]);
            pairs.AddRange(matches.Select(m => (gone[m.Left], came[m.Right])));
        }
        return pairs;
    }

    private static List<int> Possible(IReadOnlyList<VanishedPair> vanished, IReadOnlyList<ArrivedMessage> arrived)
    {
        var possible = new List<int>();
        if (vanished.Count == 0) return possible;
        var keys = vanished.Where(v => v.Header != 0).Select(v => (v.Size, v.ReceivedSeconds)).ToHashSet();
        for (var i = 0; i < arrived.Count; i++) if (keys.Contains((arrived[i].Size, arrived[i].ReceivedSeconds))) possible.Add(i);
        return possible;
    }
}
