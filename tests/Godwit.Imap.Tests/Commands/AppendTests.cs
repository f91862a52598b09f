using System.Text;

namespace Godwit.Imap.Tests;

public sealed class AppendTests
{
    private static readonly byte[] Hello = "hello"u8.ToArray();

    [Fact]
    public void A_group_is_one_command_with_all_its_literals()
    {
        using var connection = Transcript.Session("A1 OK [APPENDUID 38505 3955:3956] done\r\n", out var said);
        using var append = connection.BeginAppend("a b");
        Assert.True(append.BeginMessage(new MessageFlags(SystemFlags.Seen, KeywordSet.Of("$Forwarded")), new ReceivedDate(0, 60), 5));
        append.Write(Hello.AsSpan(0, 2));
        append.Write(Hello.AsSpan(2));
        Assert.True(append.BeginMessage(default, null, 0));
        var told = append.Finish().Wait()!;
        Assert.Equal("A1 APPEND \"a b\" (\\Seen $Forwarded) \" 1-Jan-1970 01:00:00 +0100\" {5+}\r\nhello {0+}\r\n\r\n", said.Said);
        Assert.Equal(new FolderGeneration(38505), told.Generation);
        Assert.Equal([3955u, 3956u], told.Uids.ToArray(2));
        Assert.Equal(2, append.Command.Messages);
    }

    [Theory]
    [InlineData("7", new uint[] { 7 })]
    [InlineData("7:9", new uint[] { 7, 8, 9 })]
    [InlineData("9,7:8", new uint[] { 9, 7, 8 })]
    public void New_uids_keep_the_order_in_which_they_were_told(string set, uint[] uids)
    {
        using var connection = Transcript.Session($"A1 OK [APPENDUID 1 {set}] done\r\n");
        using var append = connection.BeginAppend("a");
        append.BeginMessage(default, null, 0);
        Assert.Equal(uids, append.Finish().Wait()!.Uids.ToArray(3));
    }

    [Fact]
    public void LITERAL_minus_is_free_up_to_4096_bytes_and_asks_above()
    {
        using var connection = Transcript.Session("+ go\r\nA1 OK\r\n", out var said, "IMAP4rev1 LITERAL-");
        using var append = connection.BeginAppend("a");
        append.BeginMessage(default, null, 4096);
        append.Write(new byte[4096]);
        Assert.True(append.BeginMessage(default, null, 4097));
        append.Write(new byte[4097]);
        Assert.Null(append.Finish().Wait());
        Assert.Contains("{4096+}\r\n", said.Said, StringComparison.Ordinal);
        Assert.Contains("{4097}\r\n", said.Said, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("From: BAD Unrecognized command\r\n")]
    [InlineData("A77 BAD Unrecognized command\r\n")]
    [InlineData("* BAD Invalid tag\r\n")]
    public void A_server_that_takes_what_it_refused_for_commands_is_out_of_step_and_not_lying(string next)
    {
        using var connection = Transcript.Session($"A1 NO System I/O error\r\n{next}A2 OK done\r\n");
        using (var append = connection.BeginAppend("a"))
        {
            append.BeginMessage(default, null, 5);
            append.Write(Hello);
            Assert.Throws<ImapRefusedException>(() => append.Finish().Wait());
        }
        var broken = Assert.Throws<ImapConnectionException>(() => connection.Send(new NoopCommand()).Wait());
        Assert.Equal(ConnectionEnd.OutOfStep, broken.End);
    }

    [Fact]
    public void A_literal_that_was_refused_when_it_asked_leaves_a_server_in_step()
    {
        using var connection = Transcript.Session("A1 NO System I/O error\r\nFrom: BAD\r\n", "IMAP4rev1");
        using (var append = connection.BeginAppend("a"))
        {
            append.BeginMessage(default, null, 5);
            append.Finish();
        }
        Assert.Equal(ConnectionEnd.Violation, Assert.Throws<ImapConnectionException>(() => connection.Send(new NoopCommand()).Wait()).End);
    }

    [Fact]
    public void A_refused_literal_stops_before_its_first_byte()
    {
        using var connection = Transcript.Session("A1 NO [TOOBIG] never\r\nA2 OK\r\n", out var said, "IMAP4rev1");
        using (var append = connection.BeginAppend("a"))
        {
            Assert.False(append.BeginMessage(default, null, 5));
            Assert.True(append.IsAnswered);
            var refused = Assert.Throws<ImapRefusedException>(() => append.Finish().Wait());
            Assert.True(refused.Status.Is(ResponseCodeKind.TooBig));
        }
        connection.Send(new NoopCommand()).Wait();
        Assert.Equal("A1 APPEND \"a\" {5}\r\nA2 NOOP\r\n", said.Said);
    }

    [Fact]
    public void Asking_can_be_demanded_and_binary_announced()
    {
        using var connection = Transcript.Session("+ go\r\nA1 OK\r\n", out var said);
        using var append = connection.BeginAppend("a");
        Assert.True(append.BeginMessage(default, null, 1, LiteralPolicy.Ask, binary: true));
        append.Write(new byte[1]);
        append.Finish().Wait();
        Assert.Equal("A1 APPEND \"a\" ~{1}\r\n\0\r\n", said.Said);
    }

    [Fact]
    public void More_bytes_than_announced_are_not_written()
    {
        using var connection = Transcript.Session("", out var said);
        var append = connection.BeginAppend("a");
        append.BeginMessage(default, null, 3);
        Assert.Throws<InvalidOperationException>(() => append.Write(Hello));
        append.Dispose();
        Assert.True(said.IsClosed);
        Assert.DoesNotContain("hel", said.Said, StringComparison.Ordinal);
    }

    [Fact]
    public void A_message_that_stops_in_the_middle_closes_the_connection_and_is_not_padded()
    {
        using var connection = Transcript.Session("A1 OK\r\n", out var said);
        var append = connection.BeginAppend("a");
        append.BeginMessage(default, null, 50_000);
        append.Write(new byte[40_000]);
        Assert.Throws<InvalidOperationException>(() => append.Finish());
        Assert.Throws<InvalidOperationException>(() => append.BeginMessage(default, null, 1));
        append.Dispose();
        Assert.True(said.IsClosed);
        Assert.DoesNotContain("\r\n\r\n", said.Said, StringComparison.Ordinal);
        Assert.Equal(ConnectionEnd.ClosedByUs, Assert.Throws<ImapConnectionException>(() => append.Command.Wait()).End);
        Assert.False(append.Command.WasSent);
    }

    [Fact]
    public void An_answer_that_is_lost_is_told_as_sent()
    {
        using var connection = Transcript.Session("", out _);
        using var append = connection.BeginAppend("a");
        append.BeginMessage(default, null, 0);
        var command = append.Finish();
        Assert.Equal(ConnectionEnd.Lost, Assert.Throws<ImapConnectionException>(() => command.Wait()).End);
        Assert.True(command.WasSent);
    }

    [Fact]
    public void Large_pieces_go_straight_and_in_order()
    {
        using var connection = Transcript.Session("A1 OK\r\n", out var said);
        using var append = connection.BeginAppend("a");
        var body = Enumerable.Range(0, 300_000).Select(i => (byte)('a' + i % 26)).ToArray();
        append.BeginMessage(default, null, body.Length);
        for (int at = 0, step = 1; at < body.Length; at += step, step = step * 3 % 70_001 + 1) append.Write(body.AsSpan(at, Math.Min(step, body.Length - at)));
        append.Finish();
        Assert.Equal($"A1 APPEND \"a\" {{300000+}}\r\n{Encoding.Latin1.GetString(body)}\r\n", said.Said);
    }
}
