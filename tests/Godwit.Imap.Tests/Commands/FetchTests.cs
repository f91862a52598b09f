using System.Text;

namespace Godwit.Imap.Tests;

public sealed class FetchTests
{
    private const FetchItems Everything = FetchItems.Uid | FetchItems.Flags | FetchItems.InternalDate | FetchItems.Size | FetchItems.Body;

    private static FetchCommand Fetch(string rows, FetchItems items = Everything, int pieceBytes = int.MaxValue)
    {
        var connection = Transcript.Session(rows + "A1 OK done\r\n", out _, pieceBytes: pieceBytes);
        return connection.Send(new FetchCommand(UidSet.Range(1, 9), items));
    }

    private static string Body(FetchedMessage row)
    {
        var text = new StringBuilder();
        for (var piece = row.NextPiece(); !piece.IsEmpty; piece = row.NextPiece()) text.Append(Encoding.Latin1.GetString(piece.Span));
        return text.ToString();
    }

    [Fact]
    public void The_command_asks_without_setting_seen()
    {
        using var connection = Transcript.Session("A1 OK done\r\n", out var said);
        var fetch = connection.Send(new FetchCommand(UidSet.Of(1, 2, 3, 7), Everything | FetchItems.ModSeq) { ChangedSince = 5, TellVanished = true });
        Assert.False(fetch.MoveNext());
        Assert.Equal("A1 UID FETCH 1:3,7 (UID FLAGS INTERNALDATE RFC822.SIZE MODSEQ BODY.PEEK[]) (CHANGEDSINCE 5 VANISHED)\r\n", said.Said);
    }

    [Theory]
    [InlineData(int.MaxValue)]
    [InlineData(1)]
    [InlineData(7)]
    public void A_row_tells_its_items_and_then_its_body(int pieceBytes)
    {
        using var fetch = Fetch("* 3 FETCH (UID 17 FLAGS (\\Seen $Forwarded \\Recent) INTERNALDATE \"17-Jul-1996 02:44:25 -0700\" RFC822.SIZE 44 MODSEQ (12) BODY[] {11}\r\nhello\r\n)(\r\n)\r\n", pieceBytes: pieceBytes);
        Assert.True(fetch.MoveNext());
        var row = fetch.Row;
        Assert.Equal((3u, 17u, 44L, 12ul, 11L, BodyForm.Literal), (row.SequenceNumber, row.Uid, row.SizeHint, row.ModSeq, row.BodyLength, row.BodyForm));
        Assert.Equal(new MessageFlags(SystemFlags.Seen, KeywordSet.Of("$Forwarded")), row.Flags);
        Assert.Equal(new ReceivedDate(837_596_665, -420), row.Received);
        Assert.False(row.IsComplete);
        Assert.Equal("hello\r\n)(\r\n", Body(row));
        Assert.True(row.IsComplete);
        Assert.False(fetch.MoveNext());
    }

    [Theory]
    [InlineData("NIL", BodyForm.Nil, "")]
    [InlineData("\"\"", BodyForm.Quoted, "")]
    [InlineData("\"a \\\"b\\\\ \u00e9\"", BodyForm.Quoted, "a \"b\\ \u00e9")]
    [InlineData("{0}\r\n", BodyForm.Literal, "")]
    [InlineData("~{3}\r\na\0b", BodyForm.Literal8, "a\0b")]
    public void A_body_may_come_in_any_form(string wire, BodyForm form, string body)
    {
        using var fetch = Fetch($"* 1 FETCH (UID 1 BODY[] {wire})\r\n* 2 FETCH (UID 2 BODY[] {{2}}\r\nok)\r\n");
        Assert.True(fetch.MoveNext());
        Assert.Equal((form, body.Length), (fetch.Row.BodyForm, (int)fetch.Row.BodyLength));
        Assert.Equal(body, Body(fetch.Row));
        Assert.True(fetch.MoveNext());
        Assert.Equal("ok", Body(fetch.Row));
        Assert.False(fetch.MoveNext());
    }

    [Fact]
    public void A_body_before_the_flags_is_visible_as_such()
    {
        using var fetch = Fetch("* 1 FETCH (BODY[] {2}\r\nhi FLAGS (\\Seen) UID 9)\r\n");
        Assert.True(fetch.MoveNext());
        Assert.False(fetch.Row.Has(FetchItems.Uid));
        Assert.False(fetch.Row.Has(FetchItems.Flags));
        Assert.Equal("hi", Body(fetch.Row));
        Assert.True(fetch.Row.Has(FetchItems.Uid | FetchItems.Flags));
        Assert.Equal((9u, SystemFlags.Seen), (fetch.Row.Uid, fetch.Row.Flags.System));
    }

    [Fact]
    public void A_body_that_nobody_reads_is_passed_over()
    {
        using var fetch = Fetch("* 1 FETCH (UID 1 BODY[] {200000}\r\n" + new string('x', 200_000) + ")\r\n* 2 FETCH (UID 2 BODY[] {2}\r\nhi)\r\n");
        Assert.True(fetch.MoveNext());
        Assert.True(fetch.MoveNext());
        Assert.Equal("hi", Body(fetch.Row));
    }

    [Fact]
    public void A_large_body_comes_in_pieces_no_larger_than_the_buffer()
    {
        using var fetch = Fetch("* 1 FETCH (UID 1 BODY[] {500000}\r\n" + new string('x', 500_000) + ")\r\n");
        Assert.True(fetch.MoveNext());
        long length = 0;
        for (var piece = fetch.Row.NextPiece(); !piece.IsEmpty; piece = fetch.Row.NextPiece())
        {
            Assert.InRange(piece.Length, 1, Limits.ReceiveBufferBytes);
            length += piece.Length;
        }
        Assert.Equal(500_000, length);
    }

    [Theory]
    [InlineData("* 1 FETCH (UID 5 INTERNALDATE NIL RFC822.SIZE 0 FLAGS ())\r\n")]                      // Exchange: no date, size 0
    [InlineData("* 1 FETCH (UID 5 INTERNALDATE \"30-Dec-1899 00:00:00 +0000\" FLAGS NIL)\r\n")]
    [InlineData("* 1 FETCH (UID 5 RFC822.SIZE -1 FLAGS () )\r\n")]                                      // a damaged index; a space before ")"
    [InlineData("*  1  FETCH  ( UID  5  FLAGS ( ))  \r\n")]                                             // odd spacing
    [InlineData("* 1 fetch (uid 5 flags ())\n")]                                                        // lower case, bare LF
    [InlineData("* 1 FETCH (UID 5 ENVELOPE (\"a\" NIL ((NIL NIL \"b\" \"c\")) {3}\r\nx)y \"\\\"\") X-GM-LABELS (\\Inbox \"a b\") FLAGS ())\r\n")]
    [InlineData("* 1 FETCH (UID 5 BODYSTRUCTURE (\"text\" \"plain\" NIL) BODY (\"text\" (\"a\")) FLAGS ())\r\n")]
    public void Rows_of_odd_servers_are_understood(string row)
    {
        using var fetch = Fetch(row, FetchItems.Uid | FetchItems.Flags);
        Assert.True(fetch.MoveNext());
        Assert.Equal(5u, fetch.Row.Uid);
        Assert.True(fetch.Row.IsComplete);
        Assert.Null(fetch.Row.Received);
        Assert.False(fetch.MoveNext());
    }

    [Fact]
    public void Unsolicited_lines_between_rows_are_told_and_disturb_nothing()
    {
        using var connection = Transcript.Session("* 5 EXISTS\r\n* OK still here\r\n* 1 FETCH (UID 1 BODY[] {2}\r\nhi)\r\n* 4 EXPUNGE\r\n* VANISHED 7,9:10\r\n* 2 RECENT\r\n* FLAGS (\\Seen)\r\n* X-NEWS (a {3}\r\nx\r\n b)\r\nA1 OK done\r\n", out _);
        var events = new Heard();
        connection.Events = events;
        using var fetch = connection.Send(new FetchCommand(UidSet.Of(1), FetchItems.Uid | FetchItems.Body));
        Assert.True(fetch.MoveNext());
        Assert.Equal("hi", Body(fetch.Row));
        Assert.False(fetch.MoveNext());
        Assert.Equal(["exists 5", "expunged 4", "vanished 7,9:10"], events.All);
    }

    [Fact]
    public void An_open_folder_counts_what_has_gone_and_never_more_than_there_was()
    {
        using var connection = Transcript.Session("* 5 EXISTS\r\nA1 OK done\r\n* 4 EXPUNGE\r\n* VANISHED 7,9\r\nA2 OK done\r\n* VANISHED 1:4294967295\r\n* 1 EXPUNGE\r\nA3 OK done\r\n", out _);
        var opened = connection.Send(new SelectCommand("INBOX", readOnly: true)).Wait();
        connection.Send(new NoopCommand()).Wait();
        Assert.Equal((2u, 3L), (opened.Exists, opened.Expunged));
        connection.Send(new NoopCommand()).Wait();
        Assert.Equal((0u, 5L), (opened.Exists, opened.Expunged));
    }

    [Fact]
    public void What_vanished_earlier_belongs_to_the_command()
    {
        using var connection = Transcript.Session("* VANISHED (EARLIER) 300:310,405\r\n* 1 FETCH (UID 1 FLAGS () MODSEQ (9))\r\nA1 OK done\r\n", out _);
        using var fetch = connection.Send(new FetchCommand(UidSet.All, FetchItems.Uid | FetchItems.Flags) { ChangedSince = 3, TellVanished = true });
        Assert.True(fetch.MoveNext());
        Assert.False(fetch.MoveNext());
        Assert.Equal("300:310,405", fetch.VanishedEarlier.ToString());
    }

    [Fact]
    public void A_refusal_after_rows_is_told_when_the_rows_are_read()
    {
        using var connection = Transcript.Session("* 1 FETCH (UID 1 FLAGS ())\r\nA1 NO [UNAVAILABLE] some are missing\r\nA2 OK\r\n", out _);
        using var fetch = connection.Send(new FetchCommand(UidSet.All, FetchItems.Uid));
        Assert.True(fetch.MoveNext());
        var refused = Assert.Throws<ImapRefusedException>(() => fetch.MoveNext());
        Assert.True(refused.Status.Is(ResponseCodeKind.Unavailable));
        connection.Send(new NoopCommand()).Wait();
    }

    [Fact]
    public void A_fetch_that_is_given_up_is_passed_over()
    {
        using var connection = Transcript.Session("* 1 FETCH (UID 1 BODY[] {5}\r\n12345)\r\n* 2 FETCH (UID 2 BODY[] {3}\r\n123)\r\nA1 OK\r\nA2 OK\r\n", out _);
        var fetch = connection.Send(new FetchCommand(UidSet.All, FetchItems.Uid | FetchItems.Body));
        Assert.True(fetch.MoveNext());
        fetch.Dispose();
        connection.Send(new NoopCommand()).Wait();
        Assert.True(fetch.IsDone);
    }

    [Fact]
    public void Waiting_past_an_unread_fetch_is_a_mistake_that_is_told()
    {
        using var connection = Transcript.Session("* 1 FETCH (UID 1)\r\nA1 OK\r\nA2 OK\r\n", out _);
        var fetch = connection.Send(new FetchCommand(UidSet.All, FetchItems.Uid));
        var noop = connection.Send(new NoopCommand());
        Assert.Throws<InvalidOperationException>(() => noop.Wait());
        Assert.True(fetch.MoveNext());
        Assert.Throws<InvalidOperationException>(() => noop.Wait());
        Assert.False(fetch.MoveNext());
        noop.Wait();
    }

    [Fact]
    public void Several_fetches_are_read_one_after_the_other()
    {
        using var connection = Transcript.Session("* 1 FETCH (UID 1)\r\nA1 OK\r\n* 2 FETCH (UID 2)\r\nA2 OK\r\n", out _);
        FetchCommand one = new(UidSet.Of(1), FetchItems.Uid), two = new(UidSet.Of(2), FetchItems.Uid);
        connection.Send([one, two]);
        Assert.True(one.MoveNext());
        Assert.False(one.MoveNext());
        Assert.True(two.MoveNext());
        Assert.Equal(2u, two.Row.Uid);
        Assert.False(two.MoveNext());
    }

    [Fact]
    public void Rows_of_a_later_fetch_come_to_whoever_reads()
    {
        using var connection = Transcript.Session("* 1 FETCH (UID 1)\r\n* 2 FETCH (UID 2)\r\nA1 OK\r\nA2 OK\r\n", out _);
        FetchCommand one = new(UidSet.Of(1), FetchItems.Uid), two = new(UidSet.Of(2), FetchItems.Uid);
        connection.Send([one, two]);
        Assert.True(one.MoveNext());
        Assert.True(one.MoveNext());
        Assert.Equal(2u, one.Row.Uid);
        Assert.False(one.MoveNext());
        Assert.False(two.MoveNext());
    }

    [Fact]
    public void Repeated_flag_lists_are_one_object()
    {
        using var fetch = Fetch("* 1 FETCH (UID 1 FLAGS (a b))\r\n* 2 FETCH (UID 2 FLAGS (a b))\r\n", FetchItems.Uid | FetchItems.Flags);
        Assert.True(fetch.MoveNext());
        var first = fetch.Row.Flags.Keywords;
        Assert.True(fetch.MoveNext());
        Assert.Same(first, fetch.Row.Flags.Keywords);
    }

    [Fact]
    public void A_flag_list_of_many_kilobytes_is_read_and_not_remembered()
    {
        var list = string.Join(' ', Enumerable.Range(0, 10_000).Select(n => $"key{n}"));
        using var fetch = Fetch($"* 1 FETCH (UID 1 FLAGS ({list}))\r\n* 2 FETCH (UID 2 FLAGS ({list}))\r\n", FetchItems.Uid | FetchItems.Flags);
        Assert.True(fetch.MoveNext());
        var first = fetch.Row.Flags.Keywords;
        Assert.Equal(10_000, first.Count);
        Assert.True(fetch.MoveNext());
        Assert.Equal(first, fetch.Row.Flags.Keywords);
        Assert.NotSame(first, fetch.Row.Flags.Keywords);
    }

    private sealed class Heard : IMailboxEvents
    {
        internal List<string> All { get; } = [];

        public void Exists(uint count) => All.Add($"exists {count}");

        public void Expunged(uint sequenceNumber) => All.Add($"expunged {sequenceNumber}");

        public void Vanished(UidSet uids) => All.Add($"vanished {uids}");
    }
}
