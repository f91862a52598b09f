namespace Godwit.EdgeCases;

/// <summary>Row 23: names are the same text on both sides however each encodes them, and a second run makes no second folder.</summary>
public sealed class Case23_ModifiedUtf7
{
    private const string Composed = "Cart\u00f3rio", Decomposed = "Carto\u0301rio";
    private static readonly string[] Names = [Composed, "\U0001F4E7 Mail \U0001F600", "+1200+1201", "R&D", "&AOk-", "\u65e5\u672c\u8a9e/\u53f0\u5317"];

    [Theory]
    [InlineData(false, "Dovecot")]
    [InlineData(true, "Dovecot")]
    [InlineData(false, "Everything")]
    [InlineData(true, "Courier")]
    [InlineData(false, "Ancient")]
    public void Names_are_equal_after_copying_and_no_folder_is_made_twice(bool rawSource, string target)
    {
        using var trip = new Trip(new ImapPlace(new ImapServerOptions { RawUtf8Names = rawSource }), new ImapPlace(Profiles.Of(target)));
        foreach (var (name, i) in Names.Where(n => !rawSource || n != "&AOk-").Select((n, i) => (n, i)))
        {
            trip.Source.Create(name);
            trip.Source.Fill(name, 2, first: i * 10);
        }
        trip.Run();
        var tree = ((ImapPlace)trip.Target).Tree;
        Assert.All(((ImapPlace)trip.Source).Tree, n => Assert.Contains(n, tree));
        trip.ShouldBeEqual();
        trip.Run().ShouldHaveDoneNothing();
        trip.LoseState();
        Assert.Equal(0, trip.Run().ShouldHaveCopied(0).FoldersCreated);
        Assert.Equal(tree, ((ImapPlace)trip.Target).Tree);
    }

    [Theory]
    [InlineData(Composed, Decomposed)]
    [InlineData(Decomposed, Composed)]
    public void Composed_and_decomposed_accents_are_one_folder(string onSource, string onTarget)
    {
        using var trip = new Trip(new ImapPlace(), new ImapPlace());
        trip.Source.Create(FolderPath.Of(onSource));
        trip.Target.Create(FolderPath.Of(onTarget));
        trip.Source.Fill(onSource, 3);
        Assert.Equal(0, trip.Run().ShouldHaveCopied(3).FoldersCreated);
        Assert.Equal(3, trip.Target.In(onTarget).Count);
        trip.Run().ShouldHaveDoneNothing();
    }

    [Fact]
    public void A_name_that_is_no_valid_encoding_loses_no_message()
    {
        using var trip = new Trip(new ImapPlace(), new ImapPlace());
        ((ImapPlace)trip.Source).Mailbox.Create("broken&name").Deliver(Letters.Plain(1), default, Letters.Received(1));
        trip.Run().ShouldHaveCopied(1);
        Assert.Single(trip.Target.All());
        trip.Run().ShouldHaveDoneNothing();
    }
}
