namespace Godwit.EdgeCases;

/// <summary>Row 27, its first half: what is shared with a user is not the user's. Mapping access rights waits for the identity table of a later part.</summary>
public sealed class Case27_SharedFolders
{
    [Fact]
    public void Shared_trees_are_neither_copied_nor_counted()
    {
        using var trip = new Trip(new ImapPlace(), new ImapPlace());
        var source = (ImapPlace)trip.Source;
        source.Server.SharedPrefix = "Shared/";
        trip.Source.Create("Own");
        trip.Source.Fill("Own", 2);
        source.Mailbox.Create("Shared/other@example.test/INBOX").Deliver(Letters.Plain(50), default, Letters.Received(50));
        source.Mailbox.Create("Shared/other@example.test/Plans").Deliver(Letters.Plain(51), default, Letters.Received(51));
        var result = trip.Run().ShouldHaveCopied(2);
        Assert.Equal(2, result.Folders);
        Assert.Equal(["INBOX", "Own"], ((ImapPlace)trip.Target).Tree);
        Assert.DoesNotContain(source.Server.Log.Commands, c => c.Name is "EXAMINE" or "SELECT" or "STATUS" && c.Line.Contains("Shared", StringComparison.Ordinal));
        trip.Run().ShouldHaveDoneNothing();
    }

    [Fact]
    public void Folders_shared_on_the_target_are_left_alone()
    {
        using var trip = new Trip(new ImapPlace(), new ImapPlace());
        var target = (ImapPlace)trip.Target;
        target.Server.SharedPrefix = "Shared/";
        target.Mailbox.Create("Shared/other@example.test/Sent", SpecialUse.Sent);
        trip.Source.Create("Sent", SpecialUse.Sent);
        trip.Source.Fill("Sent", 2);
        trip.Run().ShouldHaveCopied(2);
        Assert.Equal(2, trip.Target.In("Sent").Count);
        Assert.Equal(0, target.Mailbox.Folder("Shared/other@example.test/Sent").Count);
    }
}
