namespace Godwit.EdgeCases;

/// <summary>Row 20: flags that differ only in spelling are no change, and what a user does on the target stays.</summary>
public sealed class Case20_FlagPingPong
{
    [Fact]
    public void Another_spelling_of_a_keyword_is_no_change()
    {
        using var trip = new Trip(new ImapPlace(), new ImapPlace());
        for (var number = 0; number < 20; number++) trip.Source.Deliver("INBOX", Letters.Plain(number), new MessageFlags(SystemFlags.Seen, KeywordSet.Of("$MdnSent")), number);
        trip.Run().ShouldHaveCopied(20);
        var target = (ImapPlace)trip.Target;
        foreach (var message in target.Inbox.Messages)
        {
            target.Inbox.SetFlags(message.Uid, new MessageFlags(SystemFlags.Seen));
            target.Inbox.SetFlags(message.Uid, new MessageFlags(SystemFlags.Seen, KeywordSet.Of("$MDNSent")));
        }
        target.Server.Log.Clear();
        for (var run = 2; run <= 3; run++) trip.Run().ShouldHaveDoneNothing();
        Assert.Equal(0, target.Server.Log.Count("UID STORE"));
    }

    [Fact]
    public void What_a_user_read_on_the_target_stays_read()
    {
        using var trip = new Trip(new ImapPlace(), new ImapPlace());
        trip.Source.Fill("INBOX", 20);
        trip.Run();
        var target = (ImapPlace)trip.Target;
        for (uint uid = 1; uid <= 10; uid++) target.Inbox.ChangeFlags(uid, new MessageFlags(SystemFlags.Seen));
        target.Server.Log.Clear();
        for (var run = 2; run <= 3; run++) trip.Run().ShouldHaveDoneNothing();
        Assert.Equal(0, target.Server.Log.Count("UID STORE"));
        Assert.Equal(10, target.Inbox.Messages.Count(m => m.Flags.System == SystemFlags.Seen));
    }

    [Fact]
    public void Changes_on_both_sides_are_merged_once()
    {
        using var trip = new Trip(new ImapPlace(), new ImapPlace());
        trip.Source.Fill("INBOX", 1);
        trip.Run();
        var (source, target) = ((ImapPlace)trip.Source, (ImapPlace)trip.Target);
        source.Inbox.SetFlags(1, new MessageFlags(SystemFlags.Answered));
        target.Inbox.SetFlags(1, new MessageFlags(SystemFlags.Flagged, KeywordSet.Of("Mine")));
        Assert.Equal(1, trip.Run().ItemsUpdated);
        var merged = new MessageFlags(SystemFlags.Answered | SystemFlags.Flagged, KeywordSet.Of("Mine"));
        Assert.Equal(merged, Assert.Single(target.All()).Flags);
        trip.Run().ShouldHaveDoneNothing();
        source.Inbox.SetFlags(1, MessageFlags.None);
        Assert.Equal(1, trip.Run().ItemsUpdated);
        Assert.Equal(merged.Except(new MessageFlags(SystemFlags.Answered)), Assert.Single(target.All()).Flags);
        trip.Run().ShouldHaveDoneNothing();
    }
}
