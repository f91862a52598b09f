using Godwit.Testing.Imap;
using BodyForm = Godwit.Testing.Imap.BodyForm;

namespace Godwit.Connectors.Imap.Tests;

public sealed class ReadingTests
{
    [Theory]
    [InlineData(100)]
    [InlineData(333)]
    public void A_capped_listing_goes_on_behind_the_last_message(int cap)
    {
        using var server = World.Start();
        server.Inbox().Fill(1000);
        server.Inbox().Expunge(5, 6, 700);
        server.Behaviour.CapsAnswersAt = cap;
        using var lane = server.Source();
        Assert.Equal(server.Inbox().Messages.Select(m => m.Uid), lane.ListAll(lane.Find(FolderPath.Inbox)).Select(e => e.Uid));
    }

    /// <summary>How a server says that messages are gone: by sequence numbers, or by uids.</summary>
    private static ServerProfile Telling(bool uids) => uids ? ServerProfile.Dovecot : ServerProfile.Dovecot.Without("QRESYNC");

    [Theory]
    [InlineData(5, "2", false)]
    [InlineData(5, "2", true)]
    [InlineData(9, "2", false)]
    [InlineData(9, "2", true)]
    [InlineData(3, "1 2", false)]
    [InlineData(3, "1 2 3", true)]
    [InlineData(5, "6 7 8 9 10", false)]
    [InlineData(5, "5 6 7 8 9 10", false)]
    [InlineData(5, "1 5 6 7 8 9 10", true)]
    public void A_message_that_goes_while_a_capped_listing_is_answered_hides_no_other(int cap, string gone, bool tellsUids)
    {
        using var server = World.Start(Telling(tellsUids));
        server.Inbox().Fill(10);
        server.Behaviour.CapsAnswersAt = cap;
        server.OnCommand("UID FETCH", c => c.RunBeforeAnswer(() => server.Inbox().Expunge(gone.Split(' ').Select(uint.Parse))));
        using var lane = server.Source();
        var listed = lane.ListAll(lane.Find(FolderPath.Inbox)).Select(e => e.Uid).ToList();
        Assert.Superset(server.Inbox().Messages.Select(m => m.Uid).ToHashSet(), listed.ToHashSet());
        Assert.Equal(listed.Order().Distinct(), listed);
    }

    [Fact]
    public void A_message_that_comes_while_it_is_asked_which_there_are_hides_none()
    {
        using var server = World.Start(Telling(uids: false));
        server.Inbox().Fill(10);
        using var lane = server.Source();
        var inbox = lane.Find(FolderPath.Inbox);
        var before = lane.StatusOf(inbox);
        server.Inbox().Expunge(2);
        server.OnCommand("UID SEARCH", c => c.RunBeforeAnswer(() => server.Inbox().Fill(1)));
        using var delta = lane.ListMessages(inbox, before.Generation, before.Marker, CancellationToken.None);
        Assert.Empty(delta.ToList());
        Assert.Equal(UidSet.Of(2), delta.Vanished(UidSet.Range(1, 10)));
    }

    [Fact]
    public void A_message_that_goes_while_a_capped_search_is_answered_lets_no_other_look_gone()
    {
        using var server = World.Start(Telling(uids: false));
        server.Inbox().Fill(10);
        using var lane = server.Source();
        var inbox = lane.Find(FolderPath.Inbox);
        var before = lane.StatusOf(inbox);
        server.Behaviour.CapsAnswersAt = 9;
        server.OnCommand("UID SEARCH", c => c.RunBeforeAnswer(() => server.Inbox().Expunge(2)));
        using var delta = lane.ListMessages(inbox, before.Generation, before.Marker, CancellationToken.None);
        Assert.True(delta.IsDelta);
        Assert.Empty(delta.ToList());
        Assert.Equal(UidSet.Of(2), delta.Vanished(UidSet.Range(1, 10)));
    }

    [Fact]
    public void Messages_that_stay_hidden_are_a_fault_and_no_short_listing()
    {
        using var server = World.Start();
        server.Inbox().Fill(10);
        server.OnCommand("UID FETCH", c => c.Refuse("OK nothing here"), times: 9);
        using var lane = server.Source();
        var inbox = lane.Find(FolderPath.Inbox);
        var fault = World.FaultOf(() => lane.ListAll(inbox));
        Assert.Equal(ConnectorFaults.PartlyHidden.Code, fault.Code);
    }

    [Fact]
    public void A_body_that_comes_before_its_uid_is_read_all_the_same()
    {
        using var server = World.Start();
        server.Inbox().Fill(20);
        server.Behaviour.SendsBodyFirst = true;
        using var lane = server.Source();
        var read = lane.ReadAll(lane.Find(FolderPath.Inbox));
        Assert.Equal(Enumerable.Range(1, 20).Select(n => ((uint)n, $"Subject: {n}\r\n\r\nbody {n}\r\n")), read.Select(r => (r.Uid, r.Bytes.Text())));
    }

    [Theory]
    [InlineData(BodyForm.Quoted)]
    [InlineData(BodyForm.Literal)]
    public void A_body_may_come_in_any_form(BodyForm form)
    {
        using var server = World.Start();
        server.Inbox().Deliver("Subject: \"q\" \\ x"u8.ToArray());
        server.Behaviour.BodyForms = _ => form;
        using var lane = server.Source();
        Assert.Equal("Subject: \"q\" \\ x", Assert.Single(lane.ReadAll(lane.Find(FolderPath.Inbox))).Bytes.Text());
    }

    [Fact]
    public void A_message_without_bytes_is_an_item_fault_and_reading_goes_on()
    {
        using var server = World.Start();
        server.Inbox().Fill(5);
        server.Behaviour.BodyForms = m => m.Uid == 3 ? BodyForm.Nil : BodyForm.Literal;
        using var lane = server.Source();
        Assert.Equal(([1u, 2u, 4u, 5u], [3u]), Read(lane), Comparer);
        Assert.NotEmpty(lane.ListFolders(CancellationToken.None));
    }

    [Fact]
    public void A_refused_range_is_read_message_by_message()
    {
        using var server = World.Start();
        server.Inbox().Fill(12);
        server.OnCommand(c => c.Name == "UID FETCH" && c.Line.Contains("BODY", StringComparison.Ordinal) && (c.Line.Contains(':', StringComparison.Ordinal) || c.Line.Contains("FETCH 7 ", StringComparison.Ordinal)), c => c.Refuse("NO cannot read some"), times: 99);
        using var lane = server.Source();
        Assert.Equal((Enumerable.Range(1, 12).Where(n => n != 7).Select(n => (uint)n).ToList(), [7u]), Read(lane), Comparer);
    }

    private static readonly IEqualityComparer<(List<uint>, List<uint>)> Comparer =
        EqualityComparer<(List<uint> Read, List<uint> Failed)>.Create((a, b) => a.Read.SequenceEqual(b.Read) && a.Failed.SequenceEqual(b.Failed), _ => 0);

    private static (List<uint> Read, List<uint> Failed) Read(IMailboxSource lane)
    {
        var inbox = lane.Find(FolderPath.Inbox);
        List<uint> read = [], failed = [];
        using var reader = lane.ReadMessages(inbox, lane.GenerationOf(inbox), UidSet.All, MessagePart.Whole, CancellationToken.None);
        while (true)
        {
            try
            {
                if (!reader.MoveNext()) return (read, failed);
                reader.Current.ReadBody();
                read.Add(reader.Current.Uid);
            }
            catch (FaultException e) when (e.Fault.Reach == Reach.Item)
            {
                failed.Add(reader.FailedUid);
            }
        }
    }

    [Fact]
    public void A_size_that_lies_changes_nothing()
    {
        using var server = World.Start();
        server.Inbox().Fill(3);
        server.Behaviour.ClaimedSize = m => m.Uid * 1000;
        using var lane = server.Source();
        Assert.Equal([1000L, 2000L, 3000L], lane.ListAll(lane.Find(FolderPath.Inbox)).Select(e => e.SizeHint));
        Assert.Equal("Subject: 2\r\n\r\nbody 2\r\n", lane.ReadAll(lane.Find(FolderPath.Inbox))[1].Bytes.Text());
    }

    [Theory]
    [InlineData("\"30-Dec-1899 00:00:00 +0000\"")]
    [InlineData("NIL")]
    [InlineData("\"01-Jan-20222 00:00:00 +0000\"")]
    public void An_absurd_date_is_no_date(string date)
    {
        using var server = World.Start();
        server.Inbox().Fill(2);
        server.Behaviour.ClaimedInternalDate = _ => date.Trim('"');
        using var lane = server.Source();
        Assert.All(lane.ListAll(lane.Find(FolderPath.Inbox)), e => Assert.Null(e.Received));
    }

    [Fact]
    public void A_connection_that_breaks_in_a_body_is_told_and_the_lane_is_closed()
    {
        using var server = World.Start();
        server.Inbox().Deliver(new byte[200_000]);
        server.OnCommand("UID FETCH", c => c.CutLiteral(1, 100_000, "* BYE [UNAVAILABLE] disk on fire\r\n"), times: 1);
        using var lane = server.Source();
        var inbox = lane.Find(FolderPath.Inbox);
        var fault = World.FaultOf(() => lane.ReadAll(inbox));
        Assert.Equal(ConnectorFaults.ConnectionLost.Code, fault.Code);
        lane.ShouldBeClosed();
    }

    [Fact]
    public void A_set_of_many_gaps_is_asked_for_in_lines_under_8_kB()
    {
        using var server = World.Start();
        server.Inbox().Fill(5000);
        server.Inbox().Expunge(Enumerable.Range(1, 2499).Select(n => (uint)n * 2));
        using var lane = server.Source();
        var inbox = lane.Find(FolderPath.Inbox);
        var uids = UidSet.Of(lane.ListAll(inbox).Select(e => e.Uid));
        Assert.Equal(uids.Count, lane.ReadAll(inbox, uids).Count);
        Assert.All(server.Log.Commands, c => Assert.True(c.Line.Length < 8_000));
    }

    [Fact]
    public void A_timeout_is_told_as_such()
    {
        using var server = World.Start();
        server.OnCommand("LIST", c => c.Hang());
        using var lane = server.Source(s => s with { ReceiveTimeout = TimeSpan.FromMilliseconds(300) });
        Assert.Equal(ConnectorFaults.TimedOut.Code, World.FaultOf(() => lane.ListFolders(CancellationToken.None)).Code);
    }

    [Fact]
    public void Reading_never_sets_seen()
    {
        using var server = World.Start();
        server.Inbox().Fill(3);
        using var lane = server.Source();
        lane.ReadAll(lane.Find(FolderPath.Inbox));
        Assert.Equal((0, 0), (server.SeenByFetch, server.Log.Count("SELECT")));
    }
}
