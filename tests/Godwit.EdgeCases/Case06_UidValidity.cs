namespace Godwit.EdgeCases;

/// <summary>Row 6: a folder that was rebuilt under another UIDVALIDITY is linked again by content.</summary>
public sealed class Case06_UidValidity
{
    private static Trip Copied(int messages)
    {
        var trip = new Trip(new ImapPlace(), new ImapPlace());
        trip.Source.Fill("INBOX", messages);
        trip.Run().ShouldHaveCopied(messages);
        return trip;
    }

    [Fact]
    public void Ten_thousand_messages_of_a_rebuilt_source_folder_are_linked_again()
    {
        using var trip = Copied(10_000);
        ((ImapPlace)trip.Source).Inbox.Rebuild(firstUid: 50_000);
        var target = (ImapPlace)trip.Target;
        target.Server.Log.Clear();
        trip.Run().ShouldHaveCopied(0).ShouldNote("10000 of 10000 messages were recognised");
        Assert.Equal((0, 10_000), (target.Appends, target.Inbox.Count));
        trip.Run().ShouldHaveDoneNothing();
    }

    [Fact]
    public void New_and_deleted_messages_of_a_rebuilt_folder_follow()
    {
        using var trip = Copied(100);
        var source = (ImapPlace)trip.Source;
        source.Inbox.Expunge(7);
        trip.Source.Fill("INBOX", 1, first: 500);
        source.Inbox.Rebuild(firstUid: 1);
        var result = trip.Run();
        Assert.Equal((1, 1), (result.ItemsCopied, result.ItemsDeleted));
        trip.ShouldBeEqual();
    }

    [Fact]
    public void A_folder_that_is_rebuilt_while_it_is_copied_is_finished_without_doubles()
    {
        using var trip = new Trip(new ImapPlace(), new ImapPlace());
        trip.Source.Fill("INBOX", 500);
        var source = (ImapPlace)trip.Source;
        var appended = 0;
        using var rule = ((ImapPlace)trip.Target).Server.OnCommand(c => c.Name == "APPEND" && ++appended == 2, _ => source.Inbox.Rebuild(firstUid: 9_000));
        trip.Run();
        trip.Run();
        trip.ShouldBeEqual();
        trip.Run().ShouldHaveDoneNothing();
    }

    [Fact]
    public void A_target_folder_that_was_rebuilt_is_linked_again()
    {
        using var trip = Copied(1_000);
        var target = (ImapPlace)trip.Target;
        target.Inbox.Rebuild(firstUid: 70_000);
        target.Server.Log.Clear();
        trip.Run().ShouldHaveCopied(0);
        Assert.Equal(0, target.Appends);
        trip.ShouldBeEqual();
        trip.Run().ShouldHaveDoneNothing();
    }
}
