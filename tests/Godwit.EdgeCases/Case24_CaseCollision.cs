namespace Godwit.EdgeCases;

/// <summary>Row 24: names that differ only in case stay two folders where the target can, else one gets a number; INBOX is INBOX however it is spelled.</summary>
public sealed class Case24_CaseCollision
{
    private static Trip Colliding(ImapServerOptions target)
    {
        var trip = new Trip(new ImapPlace(), new ImapPlace(target));
        foreach (var name in (string[])["folder", "Folder"]) trip.Source.Create(name);
        trip.Source.Fill("folder", 2);
        trip.Source.Fill("Folder", 3, first: 10);
        trip.Source.Fill("INBOX", 1, first: 20);
        return trip;
    }

    [Fact]
    public void A_target_that_tells_case_apart_gets_both()
    {
        using var trip = Colliding(new ImapServerOptions());
        Assert.Empty(trip.Run().ShouldHaveCopied(6).Notes);
        trip.ShouldBeEqual();
    }

    [Fact]
    public void A_target_that_does_not_gets_the_second_one_with_a_number()
    {
        using var trip = Colliding(new ImapServerOptions { Profile = ServerProfile.ExchangeLike, IgnoresCase = true });
        trip.Run().ShouldHaveCopied(6).ShouldNote("another folder of that name is there already");
        var target = (ImapPlace)trip.Target;
        Assert.Equal(3, target.Tree.Count);
        Assert.Equal([1, 2, 3], target.Mailbox.Folders.Select(f => f.Count).Order());
        trip.Run().ShouldHaveDoneNothing();
    }

    [Theory]
    [InlineData("Inbox", null)]
    [InlineData(null, "Inbox")]
    [InlineData("inbox", "Inbox")]
    public void INBOX_maps_to_INBOX_however_it_is_spelled(string? onSource, string? onTarget)
    {
        using var trip = new Trip(new ImapPlace(), new ImapPlace());
        ((ImapPlace)trip.Source).Server.Behaviour.SpellsInbox = onSource;
        ((ImapPlace)trip.Target).Server.Behaviour.SpellsInbox = onTarget;
        trip.Source.Fill("INBOX", 4);
        Assert.Empty(trip.Run().ShouldHaveCopied(4).Notes);
        Assert.Equal(["INBOX"], ((ImapPlace)trip.Target).Tree);
        trip.ShouldBeEqual();
        trip.Run().ShouldHaveDoneNothing();
    }
}
