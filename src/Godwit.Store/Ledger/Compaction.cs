namespace Godwit.Store;

/// <summary>
/// How a folder's segments are packed when it is first read: many small neighbours become one, and tombstones leave a segment of which a third is dead. Pure. Rows keep
/// their order, segments that are well enough keep their numbers and are not rewritten.
/// </summary>
/// <param name="Segments">All segments of the folder after packing.</param>
/// <param name="Runs">The runs that are to be written in place of what stood there.</param>
internal sealed record Compaction(IReadOnlyList<PairSegment> Segments, IReadOnlyList<Compaction.Run> Runs)
{
    /// <summary>A segment with fewer rows is small.</summary>
    public const int SmallRows = PairTable.SegmentRows / 4;

    /// <summary>So many small neighbours are suffered before they are joined: rewriting them costs more than reading them.</summary>
    public const int SmallNeighbours = 8;

    /// <summary>Segments in place of the ones from one number to another, both included.</summary>
    public sealed record Run(int First, int Last, IReadOnlyList<PairSegment> Segments);

    /// <summary>The packing of these segments, or null when they are packed well enough.</summary>
    public static Compaction? Of(IReadOnlyList<PairSegment> segments)
    {
        var (all, runs) = (new List<PairSegment>(segments.Count), new List<Run>());
        for (var at = 0; at < segments.Count;)
        {
            var end = EndOfLoose(segments, at);
            if (IsWorthPacking(segments, at, end))
            {
                var run = Pack(segments, at, end);
                runs.Add(run);
                all.AddRange(run.Segments);
            }
            else
            {
                end = Math.Max(end, at + 1);
                for (var i = at; i < end; i++) all.Add(segments[i]);
            }
            at = end;
        }
        return runs.Count == 0 ? null : new Compaction(all, runs);
    }

    private static int EndOfLoose(IReadOnlyList<PairSegment> segments, int from)
    {
        while (from < segments.Count && (segments[from].Count < SmallRows || IsThirdDead(segments[from]))) from++;
        return from;
    }

    private static bool IsWorthPacking(IReadOnlyList<PairSegment> segments, int from, int end)
    {
        if (end - from > SmallNeighbours) return true;
        for (var i = from; i < end; i++) if (IsThirdDead(segments[i])) return true;
        return false;
    }

    // Numbers go on from the first segment's: so many rows never need more segments than they had.
    private static Run Pack(IReadOnlyList<PairSegment> segments, int from, int end)
    {
        var (packed, number) = (new List<PairSegment>(), segments[from].Number);
        var rows = new List<PairRow>();
        for (var i = from; i < end; i++)
        {
            for (var k = 0; k < segments[i].Count; k++)
            {
                if (IsDead(in segments[i].Rows[k])) continue;
                rows.Add(segments[i].Rows[k]);
                if (rows.Count == PairTable.SegmentRows) Close();
            }
        }
        if (rows.Count > 0) Close();
        return new Run(segments[from].Number, segments[end - 1].Number, packed);

        void Close()
        {
            packed.Add(new PairSegment(number++, [.. rows], rows.Count));
            rows.Clear();
        }
    }

    private static bool IsThirdDead(PairSegment segment)
    {
        var dead = 0;
        for (var i = 0; i < segment.Count; i++) if (IsDead(in segment.Rows[i])) dead++;
        return dead * 3 >= segment.Count;
    }

    private static bool IsDead(in PairRow row) => (row.State & PairState.Tombstone) == PairState.Tombstone;
}
