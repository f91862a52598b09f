namespace Godwit.Connectors.Imap.Tests;

public sealed class FolderTests
{
    private static Dictionary<string, Folder> Folders(ImapTestServer server)
    {
        using var lane = server.Source();
        return lane.ListFolders(CancellationToken.None).ToDictionary(e => e.Folder.Path.ToString(), e => e.Folder);
    }

    [Fact]
    public void The_prefix_is_taken_off_and_INBOX_stands_beside_the_others()
    {
        using var server = World.Start(ServerProfile.Courier);
        server.Mailboxes["alice"].Create(FolderPath.Parse("Work/2024"));
        Assert.Equal(["INBOX", "Work", "Work/2024"], Folders(server).Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_folder_that_is_open_is_deleted_also_where_no_command_but_another_opening_closes_it()
    {
        using var server = World.Start(ServerProfile.Courier);
        server.Mailboxes["alice"].Create(FolderPath.Of("Gone")).Fill(2);
        using var lane = server.Target();
        var gone = lane.Find(FolderPath.Of("Gone"));
        using (var listing = lane.ListMessages(gone, default, null, CancellationToken.None)) while (listing.MoveNext(out _)) { }

        lane.DeleteFolder(gone, CancellationToken.None);

        Assert.DoesNotContain("Gone", Folders(server).Keys);
        Assert.Equal(0, server.Log.Count("CLOSE"));
    }

    [Fact]
    public void The_inbox_can_be_written_to_after_it_was_opened_to_leave_another_folder()
    {
        using var server = World.Start(ServerProfile.Courier);
        server.Inbox().Fill(2);
        server.Mailboxes["alice"].Create(FolderPath.Of("Gone"));
        using var lane = server.Target();
        var (inbox, gone) = (lane.Find(FolderPath.Inbox), lane.Find(FolderPath.Of("Gone")));
        FolderGeneration generation;
        using (var listing = lane.ListMessages(inbox, default, null, CancellationToken.None)) generation = listing.Status.Generation;
        using (var listing = lane.ListMessages(gone, default, null, CancellationToken.None)) Assert.False(listing.MoveNext(out _));

        lane.DeleteFolder(gone, CancellationToken.None);
        lane.ChangeFlags(inbox, generation, UidSet.Of([1]), new MessageFlags(SystemFlags.Flagged), MessageFlags.None, CancellationToken.None);

        Assert.True(server.Inbox().Messages[0].Flags.System.HasFlag(SystemFlags.Flagged));
    }

    [Fact]
    public void Other_peoples_trees_are_not_the_users()
    {
        using var server = World.Start();
        server.SharedPrefix = "shared/";
        server.Mailboxes["alice"].Create("shared/other@x/INBOX");
        server.Mailboxes["alice"].Create("Mine");
        Assert.Equal(["INBOX", "Mine"], Folders(server).Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Roles_come_from_the_server_where_it_knows_them()
    {
        using var server = World.Start();
        server.Mailboxes["alice"].Create(FolderPath.Of("Hinaus"), SpecialUse.Sent);
        server.Mailboxes["alice"].Create(FolderPath.Of("Gesendet"));
        var folders = Folders(server);
        Assert.Equal((SpecialUse.Sent, SpecialUse.None, SpecialUse.Inbox), (folders["Hinaus"].Role, folders["Gesendet"].Role, folders["INBOX"].Role));
    }

    [Theory]
    [InlineData("Éléments envoyés", SpecialUse.Sent)]
    [InlineData("Posta inviata", SpecialUse.Sent)]
    [InlineData("sent items", SpecialUse.Sent)]
    [InlineData("Deleted Items", SpecialUse.Trash)]
    [InlineData("Entwürfe", SpecialUse.Drafts)]
    [InlineData("迷惑メール", SpecialUse.Junk)]
    [InlineData("Projekte", SpecialUse.None)]
    public void Roles_come_from_common_names_where_the_server_knows_none(string name, SpecialUse role)
    {
        using var server = World.Start(ServerProfile.Courier);
        server.Mailboxes["alice"].Create(FolderPath.Of(name));
        Assert.Equal(role, Folders(server)[name].Role);
    }

    [Fact]
    public void A_damaged_name_keeps_its_wire_form_and_can_be_opened()
    {
        using var server = World.Start();
        server.Mailboxes["alice"].Create("A&B").Fill(1);
        server.Mailboxes["alice"].Create("A&-B").Fill(2);
        using var lane = server.Source();
        var folders = lane.ListFolders(CancellationToken.None).Select(e => e.Folder).Where(f => !f.Path.IsInbox).ToList();
        Assert.Equal(["A&-B", "A&B"], folders.Select(f => f.WireName).Order(StringComparer.Ordinal));
        Assert.Equal(2, folders.Select(f => f.Path).Distinct().Count());
        Assert.Equal(3, folders.Sum(f => lane.ListAll(f).Count));
    }

    [Fact]
    public void Listing_costs_one_flight_where_the_server_can()
    {
        using var server = World.Start();
        for (var n = 0; n < 30; n++) server.Mailboxes["alice"].Create(FolderPath.Of($"f{n}"));
        using var lane = server.Source();
        server.Log.Clear();
        Assert.All(lane.ListFolders(CancellationToken.None), e => Assert.NotNull(e.Status));
        Assert.Single(server.Log.Commands);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Odd_listings_are_understood(bool atoms)
    {
        using var server = World.Start(ServerProfile.Courier);
        server.Mailboxes["alice"].Create(FolderPath.Of("2024")).Fill(2);
        (server.Behaviour.SendsNamesAsAtoms, server.Behaviour.SpacesOddly, server.Behaviour.TellsNoSeparatorForInbox, server.Behaviour.RepeatsFlagsLine) = (atoms, true, true, true);
        using var lane = server.Source();
        Assert.Equal(2, lane.ListAll(lane.Find(FolderPath.Of("2024"))).Count);
    }

    [Fact]
    public void A_missing_right_is_a_fault_of_the_folder()
    {
        using var server = World.Start();
        server.OnCommand("CREATE", c => c.Refuse("NO [NOPERM] not yours"));
        using var lane = server.Target();
        var fault = lane.Refuses(() => lane.CreateFolder(FolderPath.Of("x"), SpecialUse.None, CancellationToken.None));
        Assert.Equal(ConnectorFaults.NoPermission.Code, fault.Fault.Code);
    }

    [Fact]
    public void A_lost_answer_to_a_move_is_unknown()
    {
        using var server = World.Start();
        server.Inbox().Fill(3);
        server.Mailboxes["alice"].Create("b");
        server.OnCommand("UID MOVE", c => c.DropBeforeAnswer());
        using var lane = server.Target();
        var inbox = lane.Find(FolderPath.Inbox);
        var fault = World.FaultOf(() => lane.MoveMessages(inbox, lane.GenerationOf(inbox), UidSet.Of(1), lane.Find(FolderPath.Of("b")), CancellationToken.None));
        Assert.Equal(FaultOutcome.Unknown, fault.Outcome);
    }

    /// <summary>Whoever hears that nothing was done asks again, and COPY, asked twice, copies twice.</summary>
    [Theory]
    [InlineData("UID STORE")]
    [InlineData("UID EXPUNGE")]
    public void A_move_whose_copies_are_there_and_whose_originals_stay_is_not_told_as_not_done(string refused)
    {
        using var server = World.Start(ServerProfile.Dovecot.Without("MOVE"));
        server.Inbox().Fill(3);
        server.Mailboxes["alice"].Create("b");
        server.OnCommand(refused, c => c.Refuse(Refusals.Unavailable));
        using var lane = server.Target();
        var inbox = lane.Find(FolderPath.Inbox);
        var fault = World.FaultOf(() => lane.MoveMessages(inbox, lane.GenerationOf(inbox), UidSet.Of(1), lane.Find(FolderPath.Of("b")), CancellationToken.None));
        Assert.Equal((ConnectorFaults.TemporarilyUnavailable.Code, FaultOutcome.Unknown), (fault.Code, fault.Outcome));
        Assert.Equal((3, 1), (server.Inbox().Count, server.Mailboxes["alice"].Folder("b").Count));
    }

    [Fact]
    public void A_move_in_several_commands_of_which_a_later_one_is_refused_is_not_told_as_not_done()
    {
        using var server = World.Start();
        server.Mailboxes["alice"].Create("b");
        server.Inbox().Fill(6_000);
        var every = UidSet.Of([.. Enumerable.Range(0, 3_000).Select(n => (uint)(2 * n + 1))]);
        using var lane = server.Target();
        var (inbox, b) = (lane.Find(FolderPath.Inbox), lane.Find(FolderPath.Of("b")));
        var generation = lane.GenerationOf(inbox);
        server.OnCommand("UID MOVE", c => { if (server.Mailboxes["alice"].Folder("b").Count > 0) c.Refuse(Refusals.Unavailable); }, times: 99);
        var fault = World.FaultOf(() => lane.MoveMessages(inbox, generation, every, b, CancellationToken.None));
        Assert.Equal(FaultOutcome.Unknown, fault.Outcome);
        Assert.InRange(server.Mailboxes["alice"].Folder("b").Count, 1, 2_999);
    }
}
