using System.Text;

namespace Godwit.Testing.Tests.Imap;

public sealed class ImapTestServerTests
{
    private static readonly byte[] _message = Encoding.ASCII.GetBytes("Subject: a\r\n\r\nbody\r\n");

    [Fact]
    public void A_delivered_message_is_listed_and_fetched()
    {
        using var server = ImapTestServer.Start();
        server.Mailboxes["alice"].Folder("INBOX").Deliver(_message, new MessageFlags(SystemFlags.Seen, KeywordSet.Of("Work")), new ReceivedDate(1_000_000_000, 120));
        using var client = RawClient.SignedIn(server);
        Assert.Contains("* 1 EXISTS", client.Do("SELECT INBOX"));
        Assert.Equal(
            ["* 1 FETCH (UID 1 FLAGS (\\Seen Work) INTERNALDATE \" 9-Sep-2001 03:46:40 +0200\" RFC822.SIZE 20 BODY[] {20}\r\nSubject: a\r\n\r\nbody\r\n)", "OK Fetch completed."],
            client.Do("UID FETCH 1:* (UID FLAGS INTERNALDATE RFC822.SIZE BODY.PEEK[])"));
    }

    [Fact]
    public void An_appended_message_is_stored_as_it_came()
    {
        using var server = ImapTestServer.Start();
        using var client = RawClient.SignedIn(server);
        var generation = server.Mailboxes["alice"].Folder("INBOX").Generation;
        Assert.Equal($"OK [APPENDUID {generation} 1] Append completed.", client.Append("INBOX", "Subject: b\r\n\r\nx", "(\\Flagged $Label1) \" 1-Jan-2020 01:02:03 -0330\" "));
        var stored = Assert.Single(server.Mailboxes["alice"].Folder("INBOX").Messages);
        Assert.Equal("Subject: b\r\n\r\nx"u8.ToArray(), stored.Body.ToArray());
        Assert.Equal(new MessageFlags(SystemFlags.Flagged, KeywordSet.Of("$Label1")), stored.Flags);
        Assert.Equal(new ReceivedDate(1_577_853_123, -210), stored.Received);
    }

    [Fact]
    public void Ten_thousand_messages_are_appended_listed_and_fetched_completely()
    {
        using var server = ImapTestServer.Start();
        using var client = RawClient.SignedIn(server);
        var message = "Subject: c\r\n\r\n" + new string('x', 4_000);
        for (var group = 0; group < 50; group++)
        {
            var text = new StringBuilder($"g{group} APPEND INBOX");
            for (var i = 0; i < 200; i++) text.Append(" (\\Seen) {" + message.Length + "+}\r\n").Append(message);
            client.Send(text.Append("\r\n").ToString());
            Assert.StartsWith("OK [APPENDUID", client.Answer($"g{group}")[^1], StringComparison.Ordinal);
        }
        client.Do("EXAMINE INBOX");
        Assert.Equal(10_001, client.Do("UID FETCH 1:* (FLAGS RFC822.SIZE)").Count);
        client.Send("f UID FETCH 1:* (BODY.PEEK[])\r\n");
        var bytes = 0L;
        var buffer = new byte[1 << 20];
        while (bytes < 10_000L * message.Length) bytes += client.Stream.Read(buffer);
    }
}
