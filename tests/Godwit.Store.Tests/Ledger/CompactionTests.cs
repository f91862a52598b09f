namespace Godwit.Store.Tests.Ledger;

public sealed class CompactionTests
{
    [Fact]
    public void Few_small_segments_are_left_alone() => Assert.Null(Compaction.Of(Segments(4096, 10, 4096, 1, 1, 1, 1)));

    [Fact]
    public void Many_small_neighbours_become_one_and_full_ones_keep_their_numbers()
    {
        var segments = Segments(4096, 1, 2, 3, 4, 5, 6, 7, 8, 9, 4096);

        var packed = Assert.IsType<Compaction>(Compaction.Of(segments));

        Assert.Equal([4096, 45, 4096], packed.Segments.Select(s => s.Count));
        Assert.Equal([1, 2, 11], packed.Segments.Select(s => s.Number));
        Assert.Equal((2, 10), (packed.Runs[0].First, packed.Runs[0].Last));
        Assert.Equal(Uids(segments), Uids(packed.Segments));
    }

    [Fact]
    public void Tombstones_leave_a_segment_of_which_a_third_is_dead()
    {
        var segments = Segments(9, 9);
        foreach (var at in (int[])[0, 4, 8]) segments[0].Rows[at].State = PairState.Tombstone | PairState.Altered;
        segments[0].Rows[1].State = PairState.SourceGone;
        segments[1].Rows[0].State = PairState.Tombstone;

        var packed = Assert.IsType<Compaction>(Compaction.Of(segments));

        Assert.Equal([2u, 3, 4, 6, 7, 8, 11, 12, 13, 14, 15, 16, 17, 18], Uids(packed.Segments));
    }

    [Fact]
    public void Less_than_a_third_dead_stays()
    {
        var segments = Segments(9);
        segments[0].Rows[0].State = segments[0].Rows[1].State = PairState.Tombstone;

        Assert.Null(Compaction.Of(segments));
    }

    [Fact]
    public void A_folder_of_tombstones_only_is_emptied()
    {
        var segments = Segments(2, 3);
        foreach (var segment in segments) foreach (ref var row in segment.Rows.AsSpan()) row.State = PairState.Tombstone;

        Assert.Empty(Assert.IsType<Compaction>(Compaction.Of(segments)).Segments);
    }

    [Fact]
    public void Random_segments_keep_their_rows_in_order_and_their_numbers_ascending()
    {
        var random = new Random(3);
        for (var round = 0; round < 100; round++)
        {
            var segments = Segments([.. Enumerable.Range(0, random.Next(1, 40)).Select(_ => random.Next(4) == 0 ? random.Next(1_000, 4_097) : random.Next(1, 30))]);
            foreach (var segment in segments.Where(_ => random.Next(5) == 0)) Kill(segment, random.NextDouble(), random);
            if (Compaction.Of(segments) is not { } packed) continue;

            Assert.Equal(Living(segments), Living(packed.Segments));
            Assert.All(packed.Segments.Zip(packed.Segments.Skip(1)), pair => Assert.True(pair.First.Number < pair.Second.Number));
            Assert.All(packed.Runs, run => Assert.All(run.Segments, s => Assert.InRange(s.Number, run.First, run.Last)));
        }
    }

    private static void Kill(PairSegment segment, double share, Random random)
    {
        foreach (ref var row in segment.Rows.AsSpan()) if (random.NextDouble() < share) row.State = PairState.Tombstone;
    }

    private static List<PairSegment> Segments(params int[] sizes)
    {
        var (segments, next) = (new List<PairSegment>(), 1u);
        foreach (var size in sizes)
        {
            segments.Add(new PairSegment(segments.Count + 1, [.. Sample.Rows(next, size)], size));
            next += (uint)size;
        }
        return segments;
    }

    private static IEnumerable<uint> Uids(IEnumerable<PairSegment> segments) => segments.SelectMany(s => s.Rows.Take(s.Count)).Select(r => r.SourceUid);

    private static IEnumerable<uint> Living(IEnumerable<PairSegment> segments) =>
        segments.SelectMany(s => s.Rows.Take(s.Count)).Where(r => r.OnSource || r.OnTarget).Select(r => r.SourceUid);
}
