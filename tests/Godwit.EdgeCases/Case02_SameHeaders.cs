namespace Godwit.EdgeCases;

/// <summary>Row 2: what has the same header and another body is another message.</summary>
public sealed class Case02_SameHeaders
{
    private static readonly byte[] First = Letters.WithoutId(1, "The first body.\r\n");
    private static readonly byte[] Second = Letters.WithoutId(1, "Another body...\r\n");

    [Fact]
    public void Two_messages_with_one_header_and_two_bodies_are_both_copied()
    {
        using var trip = new Trip(new ImapPlace(), new ImapPlace());
        trip.Source.Deliver("INBOX", First, default, 1);
        trip.Source.Deliver("INBOX", Second, default, 1);
        trip.Run().ShouldHaveCopied(2);
        trip.ShouldBeEqual();
        trip.Run().ShouldHaveDoneNothing();
    }

    [Fact]
    public void A_target_that_has_one_of_them_gets_the_other()
    {
        using var trip = new Trip(new ImapPlace(), new ImapPlace());
        trip.Source.Deliver("INBOX", First, default, 1);
        trip.Source.Deliver("INBOX", Second, default, 1);
        trip.Target.Deliver("INBOX", Second, default, 1);
        Assert.Equal(1, trip.Run().ShouldHaveCopied(1).ItemsAdopted);
        trip.ShouldBeEqual();
    }

    [Fact]
    public void One_that_moved_is_not_taken_for_the_other()
    {
        using var trip = new Trip(new ImapPlace(), new ImapPlace());
        trip.Source.Create("Archive");
        trip.Source.Deliver("INBOX", First, default, 1);
        var second = trip.Source.Deliver("INBOX", Second, default, 1);
        trip.Run();
        var source = (ImapPlace)trip.Source;
        source.Inbox.Move(source.Folder("Archive"), second);
        Assert.Equal(1, trip.Run().ShouldHaveCopied(0).ItemsMoved);
        Assert.Contains("Another body", Assert.Single(trip.Target.In("Archive")).Text, StringComparison.Ordinal);
        trip.ShouldBeEqual();
    }
}
