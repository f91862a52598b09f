namespace Godwit.EdgeCases;

/// <summary>Row 35: nothing is removed but what we put there, in the scope that was asked for; more than a little waits for somebody.</summary>
public sealed class Case35_DeletionsOutOfScope
{
    private static Trip Copied()
    {
        var trip = new Trip(new ImapPlace(), new ImapPlace());
        foreach (var name in (string[])["Work", "Work/2024", "Private"]) trip.Source.Create(name);
        trip.Target.Create("Own");
        trip.Target.Fill("Own", 30, first: 5_000);
        trip.Source.Fill("INBOX", 100);
        trip.Source.Fill("Work/2024", 100, first: 1_000);
        trip.Source.Fill("Private", 100, first: 2_000);
        trip.Run().ShouldHaveCopied(300);
        return trip;
    }

    private static int Count(Trip trip) => trip.Target.All().Count;

    [Fact]
    public void Only_the_sub_tree_that_takes_part_is_mirrored()
    {
        using var trip = Copied();
        var source = (ImapPlace)trip.Source;
        source.Folder("Work/2024").Expunge(1, 2, 3);
        source.Folder("Private").Expunge(1, 2, 3);
        source.Inbox.Expunge(1, 2, 3);
        var result = trip.Run(trip.Settings with { Filter = new MessageFilter { IncludeFolders = ["Work/*"] } });
        Assert.Equal(3, result.ItemsDeleted);
        Assert.Equal((97, 100, 100, 30), (trip.Target.In("Work/2024").Count, trip.Target.In("Private").Count, trip.Target.In("INBOX").Count, trip.Target.In("Own").Count));
    }

    [Fact]
    public void An_empty_source_removes_nothing_without_approval()
    {
        using var trip = Copied();
        var source = (ImapPlace)trip.Source;
        foreach (var folder in source.Mailbox.Folders) folder.Expunge(folder.Messages.Select(m => m.Uid));
        var result = trip.Run();
        Assert.Equal((0L, 300L), (result.ItemsDeleted, result.DeletionsWaiting));
        Assert.Equal(SyncFaults.DeletionsWait, Assert.Single(result.Faults).Kind);
        Assert.Equal(330, Count(trip));
        Assert.Equal(300, trip.Run().DeletionsWaiting);
        Assert.Equal(300, trip.Run(trip.Settings with { ApprovedDeletions = 300 }).ItemsDeleted);
        Assert.Equal(30, Count(trip));
    }

    [Fact]
    public void A_source_whose_folders_are_gone_removes_nothing_without_approval()
    {
        using var trip = Copied();
        var source = (ImapPlace)trip.Source;
        foreach (var folder in source.Mailbox.Folders.Where(f => f.Name != "INBOX")) source.Mailbox.Delete(folder);
        var result = trip.Run();
        Assert.Equal((0L, 200L, 0), (result.ItemsDeleted, result.DeletionsWaiting, result.FoldersDeleted));
        Assert.Equal(330, Count(trip));
    }

    [Theory]
    [InlineData(20, 0)]
    [InlineData(21, 21)]
    public void More_than_twenty_and_five_in_a_hundred_wait(int gone, int waiting)
    {
        using var trip = Copied();
        ((ImapPlace)trip.Source).Inbox.Expunge(Enumerable.Range(1, gone).Select(i => (uint)i));
        var result = trip.Run();
        Assert.Equal((gone - waiting, waiting), (result.ItemsDeleted, result.DeletionsWaiting));
    }

    [Fact]
    public void An_unreachable_source_removes_nothing()
    {
        using var trip = Copied();
        ((ImapPlace)trip.Source).Server.Dispose();
        Assert.Equal(ConnectorFaults.ConnectionRefused, Assert.Throws<FaultException>(() => trip.Run()).Fault.Kind);
        Assert.Equal(330, Count(trip));
    }

    [Fact]
    public void A_mistyped_mailbox_is_refused_by_the_state_before_anything_is_opened()
    {
        using var trip = Copied();
        using var empty = new ImapPlace();
        var fault = Assert.Throws<FaultException>(() => SqliteLedger.Open(trip.StatePath, empty.As(Side.Source).Identity, trip.Target.As(Side.Target).Identity, trip.Clock)).Fault;
        Assert.Equal(SyncFaults.StateOfAnotherPair, fault.Kind);
        Assert.Equal(0, empty.Server.TotalConnections);
    }

    [Fact]
    public void What_was_there_before_is_never_removed()
    {
        using var trip = new Trip(new ImapPlace(), new ImapPlace());
        trip.Source.Fill("INBOX", 10);
        trip.Target.Fill("INBOX", 5);
        Assert.Equal(5, trip.Run().ItemsAdopted);
        ((ImapPlace)trip.Source).Inbox.Expunge(Enumerable.Range(1, 10).Select(i => (uint)i));
        Assert.Equal(5, trip.Run().ItemsDeleted);
        Assert.Equal(5, Count(trip));
    }
}
