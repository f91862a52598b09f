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
    /// As above, but of identical copies those that are equal in the details too (flags, dates) find each other first: any pairing is right by content, and this one changes nothing that need not be.
    /// </summary>
    public static List<(int Left, int Right)> Match<TKey, TDetail>(
        IReadOnlyList<TKey?> left, IReadOnlyList<TKey?> right, IReadOnlyList<TDetail> leftDetails, IReadOnlyList<TDetail> rightDetails) where TKey : struct where TDetail : struct
    {
        ArgumentNullException.ThrowIfNull(left);
        ArgumentNullException.ThrowIfNull(right);
        var pairs = Match<(TKey, TDetail)>(Detailed(left, leftDetails), Detailed(right, rightDetails));
        var (doneLeft, doneRight) = (pairs.Select(p => p.Left).ToHashSet(), pairs.Select(p => p.Right).ToHashSet());
        pairs.AddRange(Match<TKey>([.. left.Select((key, i) => doneLeft.Contains(i) ? null : key)], [.. right.Select((key, i) => doneRight.Contains(i) ? null : key)]));
        return pairs;
    }

    private static List<(TKey, TDetail)?> Detailed<TKey, TDetail>(IReadOnlyList<TKey?> keys, IReadOnlyList<TDetail> details) where TKey : struct where TDetail : struct =>
        [.. keys.Select((key, i) => key is { } known ? (known, details[i]) : ((TKey, TDetail)?)null)];
}
