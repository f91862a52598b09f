namespace Godwit.Mail.Tests;

public sealed class UidSetTests
{
    /// <summary>Uids close together, so that ranges touch, overlap and are split, and some at the upper end.</summary>
    private static readonly Gen<uint[]> Uids =
        Gen.OneOf(Gen.Choose(1, 60).Select(n => (uint)n), Gen.Choose(0, 5).Select(n => uint.MaxValue - (uint)n)).ArrayOf();

    [Fact]
    public void It_holds_what_a_hash_set_would_hold() => Always.Holds(Uids, uids =>
    {
        var set = UidSet.Of(uids);
        var model = new HashSet<uint>(uids);
        return set.Count == model.Count && set.IsEmpty == (model.Count == 0)
            && set.Enumerate().SequenceEqual(model.Order())
            && Enumerable.Range(1, 62).All(n => set.Contains((uint)n) == model.Contains((uint)n))
            && !set.Contains(0) && (set.IsEmpty || (set.Min == model.Min() && set.Max == model.Max()));
    });

    [Fact]
    public void Union_intersection_and_difference_agree_with_hash_sets() => Always.Holds(Uids.Two(), pair =>
    {
        var (a, b) = (UidSet.Of(pair.Item1), UidSet.Of(pair.Item2));
        return a.Union(b).Enumerate().SequenceEqual(pair.Item1.Union(pair.Item2).Order())
            && a.Intersect(b).Enumerate().SequenceEqual(pair.Item1.Intersect(pair.Item2).Order())
            && a.Except(b).Enumerate().SequenceEqual(pair.Item1.Except(pair.Item2).Order());
    });

    [Fact]
    public void Ranges_ascend_and_never_touch() => Always.Holds(Uids.Two(), pair =>
    {
        var set = UidSet.Of(pair.Item1).Union(UidSet.Of(pair.Item2));
        return Enumerable.Range(0, set.RangeCount).All(i =>
            set.RangeAt(i).First <= set.RangeAt(i).Last && (i == 0 || set.RangeAt(i).First > (ulong)set.RangeAt(i - 1).Last + 1));
    });

    [Fact]
    public void Equal_sets_are_equal_however_they_were_made() => Always.Holds(Uids, uids =>
    {
        var one = UidSet.Of(uids);
        var other = UidSet.Of(uids.Reverse().Concat(uids));
        return one.Equals(other) && one.GetHashCode() == other.GetHashCode() && one.ToString() == other.ToString();
    });

    [Fact]
    public void Chunks_keep_their_bounds_and_lose_nothing() => Always.Holds(
        from uids in Uids
        from maxCount in Gen.Choose(1, 12)
        from maxCharacters in Gen.Choose(24, 60)
        select (uids, maxCount, maxCharacters), t =>
        {
            var set = UidSet.Of(t.uids);
            var chunks = set.Chunk(t.maxCount, t.maxCharacters).ToList();
            return chunks.All(c => !c.IsEmpty && c.Count <= t.maxCount && c.ToString().Length <= t.maxCharacters)
                && chunks.SelectMany(c => c.Enumerate()).SequenceEqual(set.Enumerate());
        });

    [Fact]
    public void A_chunk_of_long_uids_stays_under_its_bound()
    {
        var sparse = UidSet.Of(Enumerable.Range(0, 5_000).Select(i => 4_000_000_000u + (uint)i * 3));
        Assert.All(sparse.Chunk(long.MaxValue), c => Assert.InRange(c.ToString().Length, 1, 7_000));
        Assert.Equal(5_000, sparse.Chunk(long.MaxValue).Sum(c => c.Count));
    }

    [Fact]
    public void A_million_without_gaps_is_one_range_and_one_chunk()
    {
        var set = UidSet.Of(Enumerable.Range(1, 1_000_000).Select(n => (uint)n));
        Assert.Equal(1, set.RangeCount);
        Assert.Equal("1:1000000", Assert.Single(set.Chunk(1_000_000)).ToString());
    }

    [Fact]
    public void Senseless_chunk_bounds_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => UidSet.All.Chunk(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => UidSet.All.Chunk(1, 23));
        Assert.Empty(UidSet.Empty.Chunk(1));
    }

    [Fact]
    public void What_is_written_reads_back_as_the_same_set() => Always.Holds(Uids.Where(u => u.Length > 0), uids =>
        UidSet.TryParse(UidSet.Of(uids).ToString(), out var set) && set.Equals(UidSet.Of(uids)));

    [Theory]
    [InlineData("7:5,1,2", "1:2,5:7"), InlineData("3,1:2", "1:3"), InlineData("4294967295", "4294967295"), InlineData("5,5,5", "5")]
    public void Ranges_may_come_in_any_order_and_back_to_front(string text, string normal)
    {
        Assert.True(UidSet.TryParse(text, out var set));
        Assert.Equal(normal, set.ToString());
    }

    [Theory]
    [InlineData(""), InlineData("0"), InlineData("0:5"), InlineData("1,"), InlineData(",1"), InlineData("1:"), InlineData(":1"), InlineData("1:*"), InlineData("*")]
    [InlineData("4294967296"), InlineData("-1"), InlineData("+1"), InlineData(" 1"), InlineData("1:2:3"), InlineData("a"), InlineData("٣")]
    public void What_is_no_uid_set_is_refused(string text) => Assert.False(UidSet.TryParse(text, out _));

    [Fact]
    public void A_range_leaves_out_zero()
    {
        Assert.Equal("1:5", UidSet.Range(0, 5).ToString());
        Assert.True(UidSet.Range(0, 0).IsEmpty);
        Assert.Equal(0, UidSet.Range(0, 0).RangeCount);
        Assert.True(UidSet.Range(6, 5).IsEmpty);
        Assert.True(UidSet.Of(0u).IsEmpty);
    }

    [Fact]
    public void All_reaches_to_the_last_uid()
    {
        Assert.Equal(4_294_967_295, UidSet.All.Count);
        Assert.True(UidSet.All.Contains(uint.MaxValue));
        Assert.Equal("1:4294967294", UidSet.All.Except(UidSet.Of(uint.MaxValue)).ToString());
    }

    [Fact]
    public void The_empty_set_has_no_ends()
    {
        Assert.Throws<InvalidOperationException>(() => UidSet.Empty.Min);
        Assert.Throws<InvalidOperationException>(() => UidSet.Empty.Max);
        Assert.Equal("", UidSet.Empty.ToString());
    }

    [Fact]
    public void A_builder_may_go_on_after_it_was_asked()
    {
        var builder = new UidSet.Builder();
        builder.Add(5);
        var first = builder.Build();
        builder.Add(3);
        builder.AddRange(4, 9);
        Assert.Equal("5", first.ToString());
        Assert.Equal("3:9", builder.Build().ToString());
    }
}
