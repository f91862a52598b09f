using Godwit.Testing.Imap;

namespace Godwit.Connectors.Imap.Tests;

public sealed class AheadTests
{
    private static readonly string[] Names = ["INBOX", "one", "two", "three"];

    private static ImapTestServer Start(ServerProfile? profile = null)
    {
        var server = World.Start(profile);
        var mailbox = server.Mailboxes["alice"];
        foreach (var (name, i) in Names.Select((name, i) => (name, i))) (i == 0 ? server.Inbox() : mailbox.Create(server.Options.Profile.Prefix + name)).Fill(10 + i);
        return server;
    }

    private static List<Folder> Folders(IMailboxSource lane) => [.. Names.Select(n => lane.Find(FolderPath.Of(n)))];

    [Fact]
    public void Expected_listings_are_under_way_before_their_turn()
    {
        using var server = Start();
        using var lane = server.Source();
        var folders = Folders(lane);
        var before = 0;
        using var rule = server.OnCommand("EXAMINE", _ => Interlocked.Increment(ref before), times: 99);
        ((IReadsAhead)lane).ExpectListings(folders);
        Assert.True(SpinWait.SpinUntil(() => Volatile.Read(ref before) == 4, TimeSpan.FromSeconds(30)), "Not every folder was asked for at once.");
    }

    [Fact]
    public void Listings_that_are_announced_twice_are_asked_for_once()
    {
        using var server = Start();
        using var lane = server.Source();
        var folders = Folders(lane);
        ((IReadsAhead)lane).ExpectListings(folders);
        ((IReadsAhead)lane).ExpectListings([.. folders]);
        Assert.Equal([10, 11, 12, 13], folders.Select(f => lane.ListAll(f).Count));
        Assert.Equal(4, server.Log.Commands.Count(c => c.Name == "EXAMINE"));
    }

    [Fact]
    public void Another_announcement_takes_the_place_of_the_first()
    {
        using var server = Start();
        using var lane = server.Source();
        var folders = Folders(lane);
        ((IReadsAhead)lane).ExpectListings(folders);
        ((IReadsAhead)lane).ExpectListings([folders[2], folders[0]]);
        Assert.Equal([12, 10], new[] { folders[2], folders[0] }.Select(f => lane.ListAll(f).Count));
    }

    [Fact]
    public void A_connection_that_is_gone_is_told_by_the_listing_and_not_by_the_announcement()
    {
        using var server = Start();
        using var lane = server.Source();
        var folders = Folders(lane);
        using var rule = server.OnCommand("EXAMINE", c => c.Drop(), times: 9);
        ((IReadsAhead)lane).ExpectListings(folders);
        World.FaultOf(() => lane.ListAll(folders[0]));
        ((IReadsAhead)lane).ExpectListings(folders);
        Assert.Equal(ConnectorFaults.ConnectionLost.Code, World.FaultOf(() => lane.ListAll(folders[0])).Code);
    }

    [Fact]
    public void Each_listing_is_of_its_own_folder()
    {
        using var server = Start();
        using var lane = server.Source();
        var folders = Folders(lane);
        ((IReadsAhead)lane).ExpectListings(folders);
        Assert.Equal([10, 11, 12, 13], folders.Select(f => lane.ListAll(f).Count));
    }

    [Fact]
    public void Another_order_than_the_announced_one_is_answered_as_well()
    {
        using var server = Start();
        using var lane = server.Source();
        var folders = Folders(lane);
        ((IReadsAhead)lane).ExpectListings(folders);
        Assert.Equal([10, 13, 11], new[] { folders[0], folders[3], folders[1] }.Select(f => lane.ListAll(f).Count));
    }

    [Fact]
    public void Something_else_in_between_ends_it()
    {
        using var server = Start();
        using var lane = server.Source();
        var folders = Folders(lane);
        ((IReadsAhead)lane).ExpectListings(folders);
        Assert.Equal(10, lane.ListAll(folders[0]).Count);
        Assert.Equal(12, lane.ReadAll(folders[2]).Count);
        Assert.Equal([11, 13], new[] { folders[1], folders[3] }.Select(f => lane.ListAll(f).Count));
    }

    [Fact]
    public void A_folder_that_has_vanished_is_a_fault_of_its_own_and_the_next_ones_are_listed()
    {
        using var server = Start();
        using var lane = server.Source();
        var folders = Folders(lane);
        server.Mailboxes["alice"].Delete(server.Mailboxes["alice"].Folder("one"));
        ((IReadsAhead)lane).ExpectListings(folders);
        Assert.Equal(10, lane.ListAll(folders[0]).Count);
        Assert.Equal(Reach.Folder, World.FaultOf(() => lane.ListAll(folders[1])).Reach);
        Assert.Equal([12, 13], folders.Skip(2).Select(f => lane.ListAll(f).Count));
    }

    [Fact]
    public void A_capped_listing_goes_on_in_its_own_folder()
    {
        using var server = Start();
        server.Behaviour.CapsAnswersAt = 4;
        using var lane = server.Source();
        var folders = Folders(lane);
        ((IReadsAhead)lane).ExpectListings(folders);
        Assert.Equal([10, 11, 12, 13], folders.Select(f => lane.ListAll(f).Count));
    }

    [Fact]
    public void A_folder_that_nobody_has_selected_keeps_its_number_once_it_was_opened()
    {
        using var server = Start(ServerProfile.Courier);
        using var lane = server.Source();
        var one = lane.ListFolders(CancellationToken.None).Select(e => e.Folder).Single(f => f.Path.Name == "one");
        using (var listing = lane.ListMessages(one, default, null, CancellationToken.None)) Assert.True(listing.MoveNext(out _));
        var generation = lane.ReadStatus([one], CancellationToken.None)[0]!.Generation;
        using var again = lane.ReadMessages(one, generation, UidSet.Range(1, 5), MessagePart.Whole, CancellationToken.None);
        Assert.True(again.MoveNext());
    }

    /// <summary>What has changed since in each of them.</summary>
    private static List<string> Changes(IMailboxSource lane, List<Folder> folders, IEnumerable<FolderStatus?> states) => [.. folders.Zip(states).Select((pair, i) =>
    {
        var (folder, state) = pair;
        using var listing = lane.ListMessages(folder, state!.Generation, state.Marker, CancellationToken.None);
        var uids = UidSet.Of(listing.ToList().Select(e => e.Uid));
        return listing.IsDelta ? $"{uids} came or changed, {listing.Vanished(UidSet.Range(1, (uint)(10 + i)))} went" : $"{uids} are there";
    })];

    private static void ExpectChanges(IMailboxSource lane, List<Folder> folders, IEnumerable<FolderStatus?> states) =>
        ((IReadsAhead)lane).ExpectListings([.. folders.Zip(states).Select(pair => new ExpectedListing(pair.First, pair.Second!.Generation, pair.Second.Marker))]);

    /// <summary>In each folder one message comes, one is flagged and one goes.</summary>
    private static void Change(ImapTestServer server)
    {
        foreach (var name in Names)
        {
            var folder = server.Mailboxes["alice"].Folder(name);
            folder.Deliver("Subject: new\r\n\r\n"u8.ToArray());
            folder.ChangeFlags(3, new MessageFlags(SystemFlags.Flagged));
            folder.Expunge(5);
        }
    }

    private static readonly string[] Changed = ["3,11 came or changed, 5 went", "3,12 came or changed, 5 went", "3,13 came or changed, 5 went", "3,14 came or changed, 5 went"];

    [Fact]
    public void Changes_of_many_folders_are_under_way_at_once()
    {
        using var server = Start();
        using var lane = server.Source();
        var folders = Folders(lane);
        var before = lane.ReadStatus(folders, CancellationToken.None);
        Change(server);
        var asked = 0;
        using var rule = server.OnCommand("EXAMINE", _ => Interlocked.Increment(ref asked), times: 99);
        ExpectChanges(lane, folders, before);
        Assert.True(SpinWait.SpinUntil(() => Volatile.Read(ref asked) == 4, TimeSpan.FromSeconds(30)), "Not every folder was asked for at once.");
        Assert.Equal(Changed, Changes(lane, folders, before));
        Assert.Equal(4, Volatile.Read(ref asked));
    }

    [Fact]
    public void A_folder_that_was_rebuilt_is_listed_whole_among_the_changes_of_others()
    {
        using var server = Start();
        using var lane = server.Source();
        var folders = Folders(lane);
        var before = lane.ReadStatus(folders, CancellationToken.None);
        Change(server);
        server.Mailboxes["alice"].Folder("one").Rebuild();
        ExpectChanges(lane, folders, before);
        var rebuilt = UidSet.Of(server.Mailboxes["alice"].Folder("one").Messages.Select(m => m.Uid));
        Assert.Equal([Changed[0], $"{rebuilt} are there", .. Changed[2..]], Changes(lane, folders, before));
    }

    [Fact]
    public void A_whole_listing_in_place_of_the_announced_changes_is_whole()
    {
        using var server = Start();
        using var lane = server.Source();
        var folders = Folders(lane);
        var before = lane.ReadStatus(folders, CancellationToken.None);
        Change(server);
        ExpectChanges(lane, folders, before);
        Assert.Equal([10, 11, 12, 13], folders.Select(f => lane.ListAll(f).Count));
    }

    /// <summary>There the end of each listing needs a SEARCH in its own folder.</summary>
    [Fact]
    public void Changes_of_a_server_that_does_not_tell_what_vanished_are_asked_for_one_after_the_other()
    {
        using var server = Start(ServerProfile.Dovecot.Without("QRESYNC"));
        using var lane = server.Source();
        var folders = Folders(lane);
        var before = lane.ReadStatus(folders, CancellationToken.None);
        Change(server);
        ExpectChanges(lane, folders, before);
        Assert.DoesNotContain(server.Log.Commands, c => c.Name == "EXAMINE");
        Assert.Equal(Changed, Changes(lane, folders, before));
    }

    [Fact]
    public void Changes_that_cannot_be_told_are_announced_as_whole_listings()
    {
        using var server = Start(ServerProfile.Dovecot.Without("QRESYNC", "CONDSTORE"));
        using var lane = server.Source();
        var folders = Folders(lane);
        var before = folders.ConvertAll(f => (FolderStatus?)new FolderStatus(server.Mailboxes["alice"].Folder(f.Path.Name).Generation, 1, 0, new ChangeMarker(7)));
        ExpectChanges(lane, folders, before);
        Assert.Equal(["1:10 are there", "1:11 are there", "1:12 are there", "1:13 are there"], Changes(lane, folders, before));
        Assert.Equal(4, server.Log.Commands.Count(c => c.Name == "EXAMINE"));
    }

    private static List<ExpectedReading> Readings(IMailboxSource lane, List<Folder> folders, params uint[] uids) =>
        folders.ConvertAll(f => new ExpectedReading(f, lane.GenerationOf(f), UidSet.Of(uids)));

    private static List<string> Read(IMailboxSource lane, ExpectedReading reading)
    {
        using var reader = lane.ReadMessages(reading.Folder, reading.Generation, reading.Uids, reading.Part, CancellationToken.None);
        var read = new List<string>();
        while (reader.MoveNext()) read.Add(reader.Current.ReadBody().Text());
        return read;
    }

    [Fact]
    public void Expected_messages_are_under_way_before_their_turn()
    {
        using var server = Start();
        using var lane = server.Source();
        var readings = Readings(lane, Folders(lane), 2, 3, 4);
        var asked = 0;
        using var rule = server.OnCommand("EXAMINE", _ => Interlocked.Increment(ref asked), times: 99);
        ((IReadsAhead)lane).ExpectReadings(readings);
        Assert.True(SpinWait.SpinUntil(() => Volatile.Read(ref asked) == 4, TimeSpan.FromSeconds(30)), "Not every folder was asked for at once.");
        foreach (var reading in readings) Assert.Equal(["body 2", "body 3", "body 4"], Read(lane, reading).Select(Body));
        Assert.Equal(4, Volatile.Read(ref asked));
    }

    [Fact]
    public void Other_messages_than_the_expected_ones_are_read_as_well()
    {
        using var server = Start();
        using var lane = server.Source();
        var readings = Readings(lane, Folders(lane), 2, 3, 4);
        ((IReadsAhead)lane).ExpectReadings(readings);
        Assert.Equal(["body 7"], Read(lane, readings[0] with { Uids = UidSet.Of(7) }).Select(Body));
        Assert.Equal(["body 2", "body 3", "body 4"], Read(lane, readings[3]).Select(Body));
        Assert.Equal(11, lane.ListAll(readings[1].Folder).Count);
    }

    [Fact]
    public void A_folder_that_was_rebuilt_is_a_fault_of_its_own_and_the_next_ones_are_read()
    {
        using var server = Start();
        using var lane = server.Source();
        var readings = Readings(lane, Folders(lane), 2, 3, 4);
        server.Mailboxes["alice"].Folder("one").Rebuild();
        ((IReadsAhead)lane).ExpectReadings(readings);
        Assert.Equal(3, Read(lane, readings[0]).Count);
        Assert.Equal(ConnectorFaults.GenerationChanged.Code, World.FaultOf(() => lane.ReadMessages(readings[1].Folder, readings[1].Generation, readings[1].Uids, MessagePart.Whole, CancellationToken.None)).Code);
        Assert.Equal(3, Read(lane, readings[2]).Count);
    }

    /// <summary>The first folder's range is refused when the second one is open already.</summary>
    [Fact]
    public void A_refused_range_is_read_one_by_one_in_its_own_folder()
    {
        using var server = Start();
        using var lane = server.Source();
        var readings = Readings(lane, Folders(lane), 2, 3, 4);
        using var rule = server.OnCommand(c => c.Line.Contains("BODY.PEEK[]", StringComparison.Ordinal), c => c.Refuse("NO not now"), times: 1);
        ((IReadsAhead)lane).ExpectReadings(readings);
        foreach (var reading in readings) Assert.Equal(["body 2", "body 3", "body 4"], Read(lane, reading).Select(Body));
    }

    [Fact]
    public void A_capped_answer_goes_on_in_its_own_folder()
    {
        using var server = Start();
        server.Behaviour.CapsAnswersAt = 2;
        using var lane = server.Source();
        var readings = Readings(lane, Folders(lane), 2, 3, 4);
        ((IReadsAhead)lane).ExpectReadings(readings);
        foreach (var reading in readings) Assert.Equal(["body 2", "body 3", "body 4"], Read(lane, reading).Select(Body));
    }

    [Fact]
    public void A_reader_that_is_given_up_closes_its_lane_and_nothing_else()
    {
        using var server = Start();
        using var lane = server.Source();
        var readings = Readings(lane, Folders(lane), 2, 3, 4);
        ((IReadsAhead)lane).ExpectReadings(readings);
        using (var reader = lane.ReadMessages(readings[0].Folder, readings[0].Generation, readings[0].Uids, MessagePart.Whole, CancellationToken.None)) Assert.True(reader.MoveNext());
        Assert.Equal(ConnectorFaults.ConnectionLost.Code, World.FaultOf(() => lane.ListAll(readings[1].Folder)).Code);
    }

    private static string Body(string message) => message.Trim().Split('\n')[^1];
}
