namespace Godwit.Sync;

/// <summary>
/// One-to-one matching over multisets: of k equal things on the left and m on the right, the first min(k, m) of each are paired in order. So identical copies never claim one another's
/// uids twice. Pure.
/// </summary>
public static class ContentMatching
{
    /// <summary>Pairs of indexes with equal keys; a null key matches nothing. Each index occurs at most once.</summary>
    public static List<(int Left, int Right)> Match<TKey>(IReadOnlyList<TKey?> left, IReadOnlyList<TKey?> right) where TKey : struct
    {
        ArgumentNullException.ThrowIfNull(left);
        ArgumentNullException.ThrowIfNull(right);
        var waiting = new Dictionary<TKey, Queue<int>>();
        for (var i = 0; i < left.Count; i++)
        {
            if (left[i] is not { } key) continue;
            if (!waiting.TryGetValue(key, out var queue)) waiting[key] = queue = new Queue<int>();
            queue.Enqueue(i);
        }
        var pairs = new List<(int, int)>();
        for (var i = 0; i < right.Count; i++)
        {
            if (right[i] is { } key && waiting.TryGetValue(key, out var queue) && queue.TryDequeue(out var match)) pairs.Add((match, i));
        }
        return pairs;
    }

    /// <summary>
    /// As above, but of identical copies those that are equal in the details too (flags, dates) find each other first, then those whose details may have become the others', in order the rest: any
    /// pairing is right by content, and this one changes nothing that need not be.
    /// </summary>
    /// <param name="left">Keys of what is looked for.</param>
    /// <param name="right">Keys of what is there.</param>
    /// <param name="leftDetails">Their details.</param>
    /// <param name="rightDetails">Theirs.</param>
    /// <param name="mayHaveBeen">Whether the left one may have been as the right one is.</param>
    public static List<(int Left, int Right)> Match<TKey, TDetail>(
        IReadOnlyList<TKey?> left, IReadOnlyList<TKey?> right, IReadOnlyList<TDetail> leftDetails, IReadOnlyList<TDetail> rightDetails, Func<TDetail, TDetail, bool> mayHaveBeen)
        where TKey : struct where TDetail : struct
    {
        ArgumentNullException.ThrowIfNull(left);
        ArgumentNullException.ThrowIfNull(right);
        ArgumentNullException.ThrowIfNull(mayHaveBeen);
        var pairs = Match<(TKey, TDetail)>(Detailed(left, leftDetails), Detailed(right, rightDetails));
        pairs.AddRange(MatchLikely(Without(left, pairs.Select(p => p.Left)), Without(right, pairs.Select(p => p.Right)), (l, r) => mayHaveBeen(leftDetails[l], rightDetails[r])));
        pairs.AddRange(Match<TKey>(Without(left, pairs.Select(p => p.Left)), Without(right, pairs.Select(p => p.Right))));
        return pairs;
    }

    /// <summary>Where more of them would have to be compared with one another, identical copies are paired in order: it would take long.</summary>
    private const long MostCompared = 200 * 200;

    private static IEnumerable<(int Left, int Right)> MatchLikely<TKey>(TKey?[] left, TKey?[] right, Func<int, int, bool> fits) where TKey : struct
    {
        var there = ByKey(right);
        return ByKey(left).Where(l => there.TryGetValue(l.Key, out var r) && (long)l.Value.Count * r.Count <= MostCompared)
            .SelectMany(l => new LargestMatching(l.Value, there[l.Key], fits).Pairs());
    }

    private static Dictionary<TKey, List<int>> ByKey<TKey>(TKey?[] keys) where TKey : struct =>
        Enumerable.Range(0, keys.Length).Where(i => keys[i] is not null).GroupBy(i => keys[i]!.Value).ToDictionary(g => g.Key, g => g.ToList());

    private static TKey?[] Without<TKey>(IReadOnlyList<TKey?> keys, IEnumerable<int> done) where TKey : struct
    {
        TKey?[] left = [.. keys];
        foreach (var i in done) left[i] = null;
        return left;
    }

    private static List<(TKey, TDetail)?> Detailed<TKey, TDetail>(IReadOnlyList<TKey?> keys, IReadOnlyList<TDetail> details) where TKey : struct where TDetail : struct =>
        [.. keys.Select((key, i) => key is { } known ? (known, details[i]) : ((TKey, TDetail)?)null)];
}
