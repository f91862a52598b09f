namespace Godwit.EdgeCases;

/// <summary>
/// Row 28: labels are folders, each copied as one; the view of all mail is left out unless it is named, and that is said. Filing what is only in that view into Archive by itself is not built yet
/// (docs/edge-cases.md).
/// </summary>
public sealed class Case28_GmailLabels
{
    private static Trip Labelled()
    {
        var trip = new Trip(new ImapPlace(ServerProfile.Everything.With("X-GM-EXT-1")), new ImapPlace());
        foreach (var (name, role) in ((string, SpecialUse)[])[("Work", SpecialUse.None), ("Travel", SpecialUse.None), ("[Gmail]/All Mail", SpecialUse.All), ("[Gmail]/Starred", SpecialUse.Flagged),
            ("[Gmail]/Important", SpecialUse.Important)])
        {
            trip.Source.Create(name, role);
        }
        foreach (var name in (string[])["INBOX", "Work", "Travel", "[Gmail]/All Mail", "[Gmail]/Important"]) trip.Source.Fill(name, 1);
        trip.Source.Fill("[Gmail]/All Mail", 1, first: 1);
        return trip;
    }

    [Fact]
    public void The_rehearsal_predicts_one_copy_a_label()
    {
        using var trip = Labelled();
        Assert.Equal(3, trip.Rehearse().ShouldHaveCopied(3).Folders);
        trip.Run().ShouldHaveCopied(3);
        Assert.Equal(["INBOX", "Travel", "Work"], trip.Target.All().Select(m => m.Folder.ToString()).Order(StringComparer.Ordinal));
        trip.Run().ShouldHaveDoneNothing();
    }

    [Fact]
    public void That_all_mail_was_left_out_is_said()
    {
        using var trip = Labelled();
        trip.Rehearse().ShouldNote("[Gmail]/All Mail shows all mail and was left out");
        trip.Run().ShouldNote("moved only when it is named: #All#");
    }

    [Fact]
    public void All_mail_comes_when_it_is_named()
    {
        using var trip = Labelled();
        trip.Run(trip.Settings with { Filter = new MessageFilter { IncludeFolders = ["#All#"] } }).ShouldHaveCopied(2);
        Assert.Equal(2, trip.Target.In("[Gmail]/All Mail").Count);
    }

    [Fact]
    public void Filing_under_another_label_later_moves_and_copies_nothing()
    {
        using var trip = Labelled();
        trip.Run();
        var source = (ImapPlace)trip.Source;
        trip.Source.Create("Done");
        source.Folder("Work").Move(source.Folder("Done"), 1);
        ((ImapPlace)trip.Target).Server.Log.Clear();
        Assert.Equal(1, trip.Run().ShouldHaveCopied(0).ItemsMoved);
        Assert.Equal(0, ((ImapPlace)trip.Target).Appends);
        Assert.Equal(["Done", "INBOX", "Travel"], trip.Target.All().Select(m => m.Folder.ToString()).Order(StringComparer.Ordinal));
        trip.Run().ShouldHaveDoneNothing();
    }
}
