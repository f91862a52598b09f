namespace Godwit.Mail.Tests;

public sealed class FolderPathTests
{
    private static readonly Gen<FolderPath> Paths =
        Gen.Elements("a", "b", "INBOX", "inbox", "/", "\\", "\\/", "a/b", "ä", ".", " x ").NonEmptyListOf().Select(s => FolderPath.Of(s));

    [Theory]
    [InlineData("INBOX"), InlineData("Inbox"), InlineData("inbox")]
    public void Inbox_is_one_folder_however_it_is_spelled(string spelling)
    {
        Assert.Equal(FolderPath.Inbox, FolderPath.Of(spelling));
        Assert.True(FolderPath.Of(spelling).IsInbox);
        Assert.Equal("INBOX", FolderPath.Of(spelling, "Work").Segments[0]);
    }

    [Fact]
    public void Only_the_first_segment_can_be_inbox()
    {
        Assert.Equal("inbox", FolderPath.Of("Old", "inbox").Name);
        Assert.False(FolderPath.Of("INBOX", "Work").IsInbox);
        Assert.NotEqual(FolderPath.Of("Old", "inbox"), FolderPath.Of("Old", "INBOX"));
    }

    [Fact]
    public void A_path_without_segments_or_with_an_empty_one_is_refused()
    {
        Assert.Throws<ArgumentException>(() => FolderPath.Of());
        Assert.Throws<ArgumentException>(() => FolderPath.Of("a", ""));
        Assert.Throws<ArgumentException>(() => FolderPath.Inbox.Child(""));
    }

    [Fact]
    public void Changing_the_list_it_was_made_of_does_not_change_the_path()
    {
        string[] segments = ["a", "b"];
        var path = FolderPath.Of(segments);
        segments[0] = "z";
        Assert.Equal("a/b", path.ToString());
    }

    [Fact]
    public void What_is_written_reads_back_as_the_same_path() => Always.Holds(Paths, path =>
        FolderPath.Parse(path.ToString()) == path && FolderPath.Parse(path.ToString()).GetHashCode() == path.GetHashCode());

    [Theory]
    [InlineData(null), InlineData(""), InlineData("/"), InlineData("/a"), InlineData("a/"), InlineData("a//b")]
    public void Text_with_an_empty_segment_is_no_path(string? text)
    {
        Assert.False(FolderPath.TryParse(text, out _));
        Assert.Throws<FormatException>(() => FolderPath.Parse(text!));
    }

    [Fact]
    public void A_separator_inside_a_segment_is_escaped()
    {
        Assert.Equal("""GPR\/GPA/a\\b""", FolderPath.Of("GPR/GPA", "a\\b").ToString());
        Assert.Equal(2, FolderPath.Parse("""GPR\/GPA/a\\b""").Depth);
    }

    [Fact]
    public void A_child_is_below_its_parent_and_nothing_is_below_itself() => Always.Holds(Paths, path =>
        path.Child("x").Parent == path && path.Child("x").IsBelow(path) && path.Child("x").Child("y").IsBelow(path)
        && !path.IsBelow(path) && !path.IsBelow(path.Child("x")));

    [Fact]
    public void A_longer_name_is_not_a_folder_below() => Assert.False(FolderPath.Of("Work2").IsBelow(FolderPath.Of("Work")));

    [Fact]
    public void The_top_has_no_parent() => Assert.Null(FolderPath.Of("a").Parent);

    [Fact]
    public void Rebasing_takes_the_tree_along_and_leaves_others()
    {
        var from = FolderPath.Of("Work");
        var to = FolderPath.Of("Old", "Work");
        Assert.Equal(to, from.Rebase(from, to));
        Assert.Equal(FolderPath.Of("Old", "Work", "2004"), from.Child("2004").Rebase(from, to));
        Assert.Equal(FolderPath.Of("Work2"), FolderPath.Of("Work2").Rebase(from, to));
    }

    [Fact]
    public void The_order_is_total_and_parents_come_first() => Always.Holds(Paths.Two(), pair =>
    {
        var (a, b) = pair;
        var order = a.CompareTo(b);
        return Math.Sign(order) == -Math.Sign(b.CompareTo(a))
            && (order == 0) == (a == b) && (order < 0) == (a < b) && (order <= 0) == (a <= b) && (order > 0) == (a > b) && (order >= 0) == (a >= b)
            && a < a.Child("x") && (!b.IsBelow(a) || a < b);
    });

    [Fact]
    public void Nothing_comes_before_every_path()
    {
        Assert.True(FolderPath.Inbox.CompareTo(null) > 0);
        Assert.False(FolderPath.Inbox == null);
        Assert.False(FolderPath.Inbox.Equals((object?)"INBOX"));
    }
}
