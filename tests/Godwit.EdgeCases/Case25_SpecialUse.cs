namespace Godwit.EdgeCases;

/// <summary>Row 25: roles find their folders in any language, each role once; what is left over keeps its own name.</summary>
public sealed class Case25_SpecialUse
{
    private static ImapPlace WithSentAndJunk()
    {
        var target = new ImapPlace();
        target.Create("Sent", SpecialUse.Sent);
        target.Create("Spam", SpecialUse.Junk);
        return target;
    }

    [Theory]
    [InlineData("Courier", "\u00c9l\u00e9ments envoy\u00e9s")]
    [InlineData("Courier", "E\u0301le\u0301ments envoye\u0301s")]
    [InlineData("Ancient", "Posta inviata")]
    [InlineData("Exchange", "Gesendete Elemente")]
    public void A_localised_name_goes_to_the_one_Sent_folder(string source, string name)
    {
        using var trip = new Trip(new ImapPlace(Profiles.Of(source)), WithSentAndJunk());
        trip.Source.Create(name);
        trip.Source.Fill(name, 4);
        trip.Run().ShouldHaveCopied(4).ShouldNote("the target's Sent folder");
        Assert.Equal(4, trip.Target.In("Sent").Count);
        Assert.Equal(["INBOX", "Sent", "Spam"], ((ImapPlace)trip.Target).Tree);
        trip.Run().ShouldHaveDoneNothing();
    }

    [Fact]
    public void A_role_goes_by_its_attribute_whatever_the_folder_is_called()
    {
        using var trip = new Trip(new ImapPlace(), WithSentAndJunk());
        trip.Source.Create("Verschickt", SpecialUse.Sent);
        trip.Source.Fill("Verschickt", 4);
        trip.Run().ShouldHaveCopied(4);
        Assert.Equal(4, trip.Target.In("Sent").Count);
    }

    [Fact]
    public void Of_two_junk_folders_the_second_keeps_its_own_name()
    {
        using var trip = new Trip(new ImapPlace(), WithSentAndJunk());
        trip.Source.Create("Junk", SpecialUse.Junk);
        trip.Source.Create("Junk E-mail", SpecialUse.Junk);
        trip.Source.Fill("Junk", 2);
        trip.Source.Fill("Junk E-mail", 3, first: 10);
        trip.Run().ShouldHaveCopied(5);
        var target = (ImapPlace)trip.Target;
        Assert.Equal(["INBOX", "Junk E-mail", "Sent", "Spam"], target.Tree);
        Assert.Equal((2, 3), (trip.Target.In("Spam").Count, trip.Target.In("Junk E-mail").Count));
        Assert.Single(target.Mailbox.Folders, f => f.Role == SpecialUse.Junk);
        trip.Run().ShouldHaveDoneNothing();
    }

    [Fact]
    public void Roles_stay_unique_on_a_target_that_gives_them()
    {
        using var trip = new Trip(new ImapPlace(), new ImapPlace(ServerProfile.Cyrus));
        foreach (var (name, role) in ((string, SpecialUse)[])[("Sent", SpecialUse.Sent), ("Sent Items", SpecialUse.Sent), ("Bin", SpecialUse.Trash), ("Sent Messages", SpecialUse.None)])
        {
            trip.Source.Create(name, role);
            trip.Source.Fill(name, 1, first: name.Length);
        }
        trip.Run().ShouldHaveCopied(4);
        var roles = ((ImapPlace)trip.Target).Mailbox.Folders.Select(f => f.Role).Where(r => r is not (SpecialUse.None or SpecialUse.Inbox)).ToList();
        Assert.Equal([SpecialUse.Sent, SpecialUse.Trash], roles.Order().ToList());
    }

    [Fact]
    public void A_folder_that_somebody_made_a_moment_before_is_used()
    {
        using var trip = new Trip(new ImapPlace(), new ImapPlace());
        var target = (ImapPlace)trip.Target;
        trip.Source.Create("Projects");
        trip.Source.Fill("Projects", 3);
        using var rule = target.Server.OnCommand("CREATE", c => { target.Mailbox.Create("Projects"); c.Refuse("NO [ALREADYEXISTS] Mailbox already exists"); });
        trip.Run().ShouldHaveCopied(3);
        trip.ShouldBeEqual();
    }
}
