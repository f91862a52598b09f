namespace Godwit.Sync;

/// <summary>
/// Pairs as many of two small sets as can be paired at all. To take the first that fits would not do: an unread copy fits to any of its sources, and would take the one to which alone the flagged copy
/// beside it fits. By augmenting paths (H. W. Kuhn, "The Hungarian method for the assignment problem", 1955). Pure; the time grows with both counts and the smaller of them once more.
/// </summary>
/// <param name="left">What is looked for.</param>
/// <param name="right">What is there.</param>
/// <param name="fits">Whether one of the left and one of the right may be a pair.</param>
internal sealed class LargestMatching(IReadOnlyList<int> left, IReadOnlyList<int> right, Func<int, int, bool> fits)
{
    private const int Alone = -1;
    private readonly int[] _ofLeft = [.. Enumerable.Repeat(Alone, left.Count)];

    /// <summary>The pairs, in the order of the left.</summary>
    public IEnumerable<(int Left, int Right)> Pairs()
    {
        for (var r = 0; r < right.Count; r++) Place(r, new bool[left.Count]);
        for (var l = 0; l < left.Count; l++)
            if (_ofLeft[l] != Alone) yield return (left[l], right[_ofLeft[l]]);
    }

    /// <summary>Finds a place for one of the right; who has it already is asked to move, and is only moved where there is another place for it.</summary>
    private bool Place(int r, bool[] asked)
    {
        for (var l = 0; l < left.Count; l++)
        {
            if (asked[l] || !fits(left[l], right[r])) continue;
            asked[l] = true;
            if (_ofLeft[l] != Alone && !Place(_ofLeft[l], asked)) continue;
            _ofLeft[l] = r;
            return true;
        }
        return false;
    }
}
