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
}
