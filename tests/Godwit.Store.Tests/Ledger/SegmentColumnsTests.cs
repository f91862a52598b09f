namespace Godwit.Store.Tests.Ledger;

public sealed class SegmentColumnsTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(255)]
    [InlineData(256)]
    [InlineData(70_000)]
    public void Rows_come_back_whatever_their_keywords(int highestKeywords)
    {
        var rows = Sample.Rows(1, 5).ToArray();
        rows[1].Origin = PairOrigin.Moved;
        rows[2].ReceivedSeconds = PairRow.NoDate;
        rows[3].State = PairState.Tombstone | PairState.Altered;
        rows[4].Source = new FlagBase(SystemFlags.Draft | SystemFlags.Seen, highestKeywords);
        rows[4].Target = new FlagBase(SystemFlags.Deleted, highestKeywords / 2);

        Assert.Equal(rows, Copy(rows, highestKeywords + 1));
    }

    [Fact]
    public void A_folder_without_keywords_takes_three_bytes_a_row_for_its_states()
    {
        var data = new byte[StateColumns.MaxBytes(100)];

        Assert.Equal(301, StateColumns.Encode(Sample.Rows(1, 100).ToArray(), 100, data));
    }

    [Fact]
    public void Keywords_that_are_not_listed_are_damage()
    {
        var rows = Sample.Rows(1, 1).ToArray();
        rows[0].Target = new FlagBase(SystemFlags.None, 5);

        Assert.Throws<DamagedStateException>(() => Copy(rows, keywordSets: 5));
        Assert.Equal(rows, Copy(rows, keywordSets: 6));
    }

    [Fact]
    public void An_unknown_origin_state_or_flag_is_damage()
    {
        var pairs = new byte[PairColumns.RowBytes];
        pairs[26] = 3;
        Assert.Throws<DamagedStateException>(() => PairColumns.Decode(pairs, new PairRow[1]));
        Assert.Throws<DamagedStateException>(() => StateColumns.Decode([0, 128, 0, 0], new PairRow[1], 1));
        Assert.Throws<DamagedStateException>(() => StateColumns.Decode([0, 0, 32, 0], new PairRow[1], 1));
        Assert.Throws<DamagedStateException>(() => StateColumns.Decode([0, 0, 0, 64], new PairRow[1], 1));
    }

    [Fact]
    public void Every_state_origin_and_flag_that_there_is_can_be_read_again()
    {
        var states = Enum.GetValues<PairState>().Select((state, i) => Sample.Row((uint)i) with { State = state });
        var origins = Enum.GetValues<PairOrigin>().Select((origin, i) => Sample.Row((uint)i) with { Origin = origin });
        var flags = Enum.GetValues<SystemFlags>().Select((flag, i) => Sample.Row((uint)i) with { Source = new FlagBase(flag, 0), Target = new FlagBase(flag, 0) });
        PairRow[] rows = [.. states, .. origins, .. flags];

        Assert.Equal(rows, Copy(rows, 1));
    }

    [Fact]
    public void Any_bytes_are_rows_or_damage()
    {
        var random = new Random(11);
        var data = new byte[80];
        for (var i = 0; i < 20_000; i++)
        {
            random.NextBytes(data);
            data[0] %= 5;
            var length = random.Next(data.Length);
            var rows = new PairRow[random.Next(8)];
            try
            {
                StateColumns.Decode(data.AsSpan(0, length), rows, 10);
                Assert.All(rows, r => Assert.InRange(r.Source.Keywords, 0, 9));
            }
            catch (DamagedStateException)
            {
                continue;
            }
        }
    }

    private static PairRow[] Copy(PairRow[] rows, int keywordSets)
    {
        var pairs = new byte[rows.Length * PairColumns.RowBytes];
        PairColumns.Encode(rows, rows.Length, pairs);
        var states = new byte[StateColumns.MaxBytes(rows.Length)];
        var length = StateColumns.Encode(rows, rows.Length, states);
        var copy = new PairRow[rows.Length];
        PairColumns.Decode(pairs, copy);
        StateColumns.Decode(states.AsSpan(0, length), copy, keywordSets);
        return copy;
    }
}
