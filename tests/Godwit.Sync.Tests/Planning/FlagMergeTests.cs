namespace Godwit.Sync.Tests.Planning;

public sealed class FlagMergeTests
{
    private static MessageFlags Flags(SystemFlags system, params string[] keywords) => new(system, KeywordSet.Of(keywords));

    [Fact]
    public void What_the_source_added_is_added_and_what_it_took_is_taken()
    {
        var change = FlagMerge.Merge(Flags(SystemFlags.Seen, "Old"), Flags(SystemFlags.Flagged, "New"), Flags(SystemFlags.Seen, "Old"), null);
        Assert.Equal(Flags(SystemFlags.Flagged, "New"), change.Add);
        Assert.Equal(Flags(SystemFlags.Seen, "Old"), change.Remove);
    }

    [Fact]
    public void What_the_targets_user_did_stays()
    {
        var change = FlagMerge.Merge(MessageFlags.None, Flags(SystemFlags.Seen), Flags(SystemFlags.Flagged, "Mine"), null);
        Assert.Equal(Flags(SystemFlags.Seen), change.Add);
        Assert.True(change.Remove.IsEmpty);
    }

    [Fact]
    public void Two_spellings_of_a_keyword_cause_no_change() =>
        Assert.True(FlagMerge.Merge(Flags(default, "$MdnSent"), Flags(default, "$MDNSent"), Flags(default, "$MDNSENT"), null).IsEmpty);

    [Fact]
    public void What_is_so_already_is_not_asked_for() =>
        Assert.True(FlagMerge.Merge(MessageFlags.None, Flags(SystemFlags.Seen), Flags(SystemFlags.Seen), null).IsEmpty);

    [Theory]
    [InlineData("Work", true)]
    [InlineData("TEST:FLAG211", true)]
    [InlineData("$X-ME-Annot-2", true)]
    [InlineData("\\Indexed", false)]
    [InlineData("a b", false)]
    [InlineData("a]b", false)]
    [InlineData("(x", false)]
    [InlineData("", false)]
    public void Only_atoms_are_sent_as_keywords(string keyword, bool isAtom) => Assert.Equal(isAtom, TargetFlags.IsAtom(keyword));

    [Fact]
    public void What_a_folder_does_not_keep_is_not_sent()
    {
        var accepts = new AcceptedFlags(SystemFlags.Seen, KeywordSet.Of("Work"), NewKeywords: false);
        Assert.Equal(Flags(SystemFlags.Seen, "work"), TargetFlags.Fit(Flags(SystemFlags.Seen | SystemFlags.Draft, "work", "Other"), accepts));
    }
}
