namespace Godwit.EdgeCases;

/// <summary>Row 7: RFC822.SIZE is a hint; the length of a message is what its literal says.</summary>
public sealed class Case07_WrongSize
{
    [Theory]
    [InlineData(19_189, 6_298)]
    [InlineData(6_298, 19_189)]
    [InlineData(0, 6_298)]
    [InlineData(4_000_000_000, 6_298)]
    public void A_message_is_copied_whole_whatever_size_the_server_tells(long told, int real)
    {
        using var trip = new Trip(new ImapPlace(), new ImapPlace());
        trip.Source.Deliver("INBOX", Letters.Sized(1, real));
        ((ImapPlace)trip.Source).Server.Behaviour.ClaimedSize = _ => told;
        trip.Run().ShouldHaveCopied(1).ShouldNote("INBOX: 1 messages have another size than the source tells");
        Assert.Equal(real, Assert.Single(trip.Target.All()).Text.Length);
        trip.ShouldBeEqual();
        trip.Run().ShouldHaveDoneNothing();
    }

    [Fact]
    public void A_server_that_tells_the_truth_gets_no_note()
    {
        using var trip = new Trip(new ImapPlace(), new ImapPlace());
        trip.Source.Fill("INBOX", 3);
        Assert.Empty(trip.Run().ShouldHaveCopied(3).Notes);
    }
}
