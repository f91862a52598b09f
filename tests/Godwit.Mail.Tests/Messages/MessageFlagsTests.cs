namespace Godwit.Mail.Tests;

public sealed class MessageFlagsTests
{
    private static readonly Gen<MessageFlags> Flags =
        from system in Gen.Choose(0, 31)
        from names in Gen.Elements("a", "A", "b", "$Forwarded", "\\Indexed").ArrayOf()
        select new MessageFlags((SystemFlags)system, KeywordSet.Of(names));

    [Fact]
    public void The_default_is_none_and_its_keywords_are_empty()
    {
        Assert.True(MessageFlags.None.IsEmpty);
        Assert.Same(KeywordSet.Empty, default(MessageFlags).Keywords);
        Assert.Equal(MessageFlags.None, new MessageFlags(SystemFlags.None, KeywordSet.Empty));
        Assert.Equal("", MessageFlags.None.ToString());
    }

    [Fact]
    public void Union_and_difference_are_those_of_sets() => Always.Holds(Flags.Two(), pair =>
    {
        var (a, b) = pair;
        return a.Union(b) == b.Union(a) && a.Union(a) == a && a.Except(a).IsEmpty && a.Except(MessageFlags.None) == a
            && a.Except(b).Union(b) == a.Union(b) && a.Union(b).GetHashCode() == b.Union(a).GetHashCode();
    });

    [Fact]
    public void A_three_way_merge_of_flags_can_be_written_with_them() => Always.Holds(Flags.Three(), t =>
    {
        var (start, source, target) = t;
        var merged = target.Union(source.Except(start)).Except(start.Except(source));
        var system = (target.System | (source.System & ~start.System)) & ~(start.System & ~source.System);
        return merged.System == system && (source != start || merged == target) && (target != start || merged == source);
    });

    [Fact]
    public void They_are_printed_as_a_person_would_list_them()
    {
        Assert.Equal("Seen Flagged", new MessageFlags(SystemFlags.Seen | SystemFlags.Flagged).ToString());
        Assert.Equal("Seen $Forwarded", new MessageFlags(SystemFlags.Seen, KeywordSet.Of("$Forwarded")).ToString());
        Assert.Equal("$Forwarded", new MessageFlags(SystemFlags.None, KeywordSet.Of("$Forwarded")).ToString());
    }

    [Fact]
    public void Spelling_of_a_keyword_is_no_difference()
    {
        Assert.True(new MessageFlags(SystemFlags.Seen, KeywordSet.Of("$MdnSent")) == new MessageFlags(SystemFlags.Seen, KeywordSet.Of("$MDNSent")));
        Assert.True(new MessageFlags(SystemFlags.Seen) != new MessageFlags(SystemFlags.Draft));
        Assert.False(MessageFlags.None.Equals((object?)null));
    }
}
