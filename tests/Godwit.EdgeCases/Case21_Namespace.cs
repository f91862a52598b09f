namespace Godwit.EdgeCases;

/// <summary>Row 21: prefixes and separators belong to servers, not to names.</summary>
public sealed class Case21_Namespace
{
    private static readonly string[] Names = ["Projects", "Projects/2024", "Projects/2024/Deep", "Sent"];

    [Theory]
    [InlineData("Courier", "Dovecot")]
    [InlineData("Dovecot", "Courier")]
    [InlineData("Courier", "Cyrus")]
    [InlineData("Courier", "Courier")]
    [InlineData("Ancient", "Courier")]
    public void The_tree_is_the_same_whatever_prefix_and_separator_the_sides_have(string source, string target)
    {
        using var trip = new Trip(new ImapPlace(Profiles.Of(source)), new ImapPlace(Profiles.Of(target)));
        foreach (var name in Names) trip.Source.Create(name);
        trip.Source.Fill("INBOX", 3);
        for (var i = 0; i < Names.Length; i++) trip.Source.Fill(Names[i], 3, first: 10 * (i + 1));
        trip.Run().ShouldHaveCopied(15);
        Assert.Equal(((ImapPlace)trip.Source).Tree, ((ImapPlace)trip.Target).Tree);
        Assert.All(((ImapPlace)trip.Target).Tree.Where(n => n != "INBOX"), n => Assert.DoesNotContain("INBOX", n, StringComparison.OrdinalIgnoreCase));
        trip.ShouldBeEqual();
        trip.Run().ShouldHaveDoneNothing();
    }

    [Fact]
    public void Folders_below_INBOX_find_a_place_where_INBOX_has_none()
    {
        using var trip = new Trip(new ImapPlace(), new ImapPlace(ServerProfile.Courier));
        trip.Source.Create("INBOX/folder1");
        trip.Source.Fill("INBOX/folder1", 3);
        trip.Run().ShouldHaveCopied(3).ShouldNote("the target's INBOX has no folders below it");
        Assert.Equal(["INBOX", "folder1"], ((ImapPlace)trip.Target).Tree);
        Assert.Equal(3, trip.Target.In("folder1").Count);
        trip.Run().ShouldHaveDoneNothing();
    }
}
