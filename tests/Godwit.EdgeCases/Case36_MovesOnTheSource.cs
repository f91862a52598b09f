namespace Godwit.EdgeCases;

/// <summary>Row 36: what the user filed away on the source is filed on the target, not copied again.</summary>
public sealed class Case36_MovesOnTheSource
{
    private const int Count = 1_000;

    private static Trip Filed(ImapPlace target, bool identical = false)
    {
        var trip = new Trip(new ImapPlace(), target);
        trip.Source.Create("Archive");
        for (var number = 0; number < Count + 100; number++)
            trip.Source.Deliver("INBOX", Letters.WithoutId(identical ? number / 4 : number), default, identical ? number / 4 : number);
        trip.Run().ShouldHaveCopied(Count + 100);
        var source = (ImapPlace)trip.Source;
        source.Inbox.Move(source.Folder("Archive"), source.Inbox.Messages.Take(Count).Select(m => m.Uid).ToList());
        target.Server.Log.Clear();
        return trip;
    }

    [Theory]
    [InlineData("Dovecot")]
    [InlineData("Cyrus")]
    [InlineData("Courier")]
    [InlineData("Exchange")]
    public void A_thousand_filed_messages_are_moved(string profile)
    {
        var target = new ImapPlace(Profiles.Of(profile));
        using var trip = Filed(target);
        Assert.Equal(Count, trip.Run().ShouldHaveCopied(0).ItemsMoved);
        Assert.Equal((100, Count, 0), (target.Inbox.Count, target.Folder("Archive").Count, target.Appends));
        trip.ShouldBeEqual();
        trip.Run().ShouldHaveDoneNothing();
    }

    [Fact]
    public void Also_when_the_server_does_not_tell_the_new_uids()
    {
        var target = new ImapPlace();
        target.Server.Behaviour.OmitsCopyUid = true;
        using var trip = Filed(target);
        Assert.Equal(Count, trip.Run().ItemsMoved);
        Assert.Equal((100, Count, 0), (target.Inbox.Count, target.Folder("Archive").Count, target.Appends));
        trip.ShouldBeEqual();
    }

    [Fact]
    public void Also_when_there_are_identical_copies()
    {
        var target = new ImapPlace();
        using var trip = Filed(target, identical: true);
        Assert.Equal(Count, trip.Run().ShouldHaveCopied(0).ItemsMoved);
        Assert.Equal(0, target.Appends);
        trip.ShouldBeEqual();
        trip.Run().ShouldHaveDoneNothing();
    }

    [Fact]
    public void A_Maildir_target_moves_too()
    {
        using var trip = new Trip(new ImapPlace(), new MaildirPlace());
        trip.Source.Create("Archive");
        trip.Source.Fill("INBOX", 50);
        trip.Run().ShouldHaveCopied(50);
        var source = (ImapPlace)trip.Source;
        source.Inbox.Move(source.Folder("Archive"), Enumerable.Range(1, 40).Select(i => (uint)i));
        Assert.Equal(40, trip.Run().ShouldHaveCopied(0).ItemsMoved);
        trip.ShouldBeEqual();
    }

    [Theory]
    [InlineData("Dovecot")]
    [InlineData("Courier")]
    public void What_the_target_refuses_to_move_is_moved_when_it_lets_it(string profile)
    {
        var target = new ImapPlace();
        using var trip = new Trip(new ImapPlace(Profiles.Of(profile)), target);
        trip.Source.Create("Archive");
        for (var number = 0; number < 3; number++) trip.Source.Deliver("INBOX", Letters.WithoutId(number), default, number);
        trip.Run().ShouldHaveCopied(3);
        trip.Run().ShouldHaveDoneNothing();
        var source = (ImapPlace)trip.Source;
        source.Inbox.Move(source.Folder("Archive"), source.Inbox.Messages[1].Uid);
        using (target.Server.OnCommand(static c => c.Name == "UID MOVE", static c => c.Refuse("NO [NOPERM] not yours"), times: 100)) Assert.Single(trip.Run().Faults);

        var result = trip.Run();

        Assert.Equal((0, 1, 0), (result.ItemsCopied, result.ItemsMoved, result.ItemsDeleted));
        trip.ShouldBeEqual();
    }
}
