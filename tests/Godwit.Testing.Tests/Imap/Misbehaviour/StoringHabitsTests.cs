using System.Text;

namespace Godwit.Testing.Tests.Imap.Misbehaviour;

public sealed class StoringHabitsTests : IDisposable
{
    private readonly FakeClock _clock = new();
    private readonly ImapTestServer _server;
    private readonly TestFolder _inbox;
    private readonly RawClient _client;

    public StoringHabitsTests()
    {
        _server = ImapTestServer.Start(new ImapServerOptions { Profile = ServerProfile.Everything, Clock = _clock });
        _inbox = _server.Mailboxes["alice"].Folder("INBOX");
        _client = RawClient.SignedIn(_server);
    }

    public void Dispose()
    {
        _client.Dispose();
        _server.Dispose();
    }

    [Fact]
    public void Messages_can_be_refused_by_what_is_in_them()
    {
        _server.Behaviour.RefusesMessage = m => m.Span.IndexOf("virus"u8) >= 0 ? "BAD Command Argument Error. 11" : null;
        Assert.Equal("BAD Command Argument Error. 11", _client.Append("INBOX", "a virus"));
        Assert.StartsWith("OK", _client.Append("INBOX", "a letter"), StringComparison.Ordinal);
    }

    [Fact]
    public void Empty_messages_NULs_and_raw_headers_can_be_refused()
    {
        _server.Behaviour.RefusesEmptyMessages = _server.Behaviour.RefusesNul = _server.Behaviour.RefusesEightBitHeaders = true;
        Assert.StartsWith("NO", _client.Append("INBOX", ""), StringComparison.Ordinal);
        Assert.StartsWith("NO", _client.Append("INBOX", "a\0b"), StringComparison.Ordinal);
        Assert.StartsWith("NO", _client.Append("INBOX", "Subject: \u00fc\r\n\r\nx"), StringComparison.Ordinal);
        Assert.StartsWith("OK", _client.Append("INBOX", "Subject: u\r\n\r\n\u00fc"), StringComparison.Ordinal);
    }

    [Fact]
    public void Groups_can_be_refused_by_their_size()
    {
        _server.Behaviour.MaxGroupMessages = 2;
        _client.Send("x APPEND INBOX {1+}\r\na {1+}\r\nb {1+}\r\nc\r\n");
        Assert.StartsWith("NO [LIMIT]", _client.Answer("x")[^1], StringComparison.Ordinal);
        _client.Send("y APPEND INBOX {1+}\r\na {1+}\r\nb\r\n");
        Assert.StartsWith("OK", _client.Answer("y")[^1], StringComparison.Ordinal);
    }

    [Fact]
    public void Flags_can_be_refused_by_name_or_dropped_without_a_word()
    {
        _server.Behaviour.RefusesFlag = f => f.Contains(':', StringComparison.Ordinal) ? "NO Invalid keyword" : null;
        _server.Behaviour.DropsUnknownSystemFlags = true;
        Assert.Equal("NO Invalid keyword", _client.Append("INBOX", "x", "(TEST:FLAG211) "));
        Assert.StartsWith("OK", _client.Append("INBOX", "x", "(\\Seen \\Indexed) "), StringComparison.Ordinal);
        Assert.Equal(new MessageFlags(SystemFlags.Seen), _inbox.Message(1).Flags);
    }

    [Fact]
    public void Keywords_beyond_the_limit_are_dropped()
    {
        _inbox.Keywords = new KeywordPolicy { MaxKeywords = 2 };
        _client.Append("INBOX", "x", "(a b c) ");
        _client.Append("INBOX", "x", "(b d) ");
        Assert.Equal(["a b", "b"], _inbox.Messages.Select(m => m.Flags.ToString()));
        Assert.Contains("* OK [PERMANENTFLAGS (\\Answered \\Flagged \\Deleted \\Seen \\Draft a b)] Flags permitted.", _client.Do("SELECT INBOX").Select(l => l.Replace(" b a)", " a b)", StringComparison.Ordinal)));
    }

    [Fact]
    public void Only_known_keywords_may_be_kept()
    {
        using var exchange = ImapTestServer.Start(new ImapServerOptions { Profile = ServerProfile.ExchangeLike });
        using var client = RawClient.SignedIn(exchange);
        client.Append("INBOX", "x", "(\\Seen Work $Forwarded) ");
        Assert.Equal("Seen $Forwarded", exchange.Mailboxes["alice"].Folder("INBOX").Message(1).Flags.ToString());
        Assert.Contains("* OK [PERMANENTFLAGS (\\Answered \\Flagged \\Deleted \\Seen \\Draft $Forwarded $MDNSent)] Flags permitted.", client.Do("SELECT INBOX"));
    }

    [Fact]
    public void Dates_in_the_future_can_become_now_and_all_dates_be_forgotten()
    {
        _server.Behaviour.ClampsFutureDates = true;
        _client.Append("INBOX", "x", "\"01-Jan-2040 00:00:00 +0000\" ");
        _client.Append("INBOX", "x", "\"01-Jan-2020 00:00:00 +0000\" ");
        _server.Behaviour.ForgetsDates = true;
        _client.Append("INBOX", "x", "\"01-Jan-2020 00:00:00 +0000\" ");
        var now = _clock.GetUtcNow().ToUnixTimeSeconds();
        Assert.Equal([now, 1_577_836_800, now], _inbox.Messages.Select(m => m.Received.UnixSeconds));
    }

    [Fact]
    public void Headers_can_be_added_and_rewritten()
    {
        _server.Behaviour.RewritesOnAppend = Rewriting.AddHeader("X-Scanned", "yes");
        _client.Append("INBOX", "Message-ID: <1@x>\r\n\r\nbody Message-ID: z\r\n");
        _server.Behaviour.RewritesOnAppend = Rewriting.ReplaceHeader("Message-Id", old => old.Replace("1@x", "2@y", StringComparison.Ordinal));
        _client.Append("INBOX", "From: a\r\nMessage-ID: <1@x>\r\n\r\nbody Message-ID: z\r\n");
        _client.Append("INBOX", "From: a\r\n\r\nMessage-ID: <1@x>\r\n");
        Assert.Equal(
            ["X-Scanned: yes\r\nMessage-ID: <1@x>\r\n\r\nbody Message-ID: z\r\n", "From: a\r\nMessage-ID: <2@y>\r\n\r\nbody Message-ID: z\r\n", "From: a\r\n\r\nMessage-ID: <1@x>\r\n"],
            _inbox.Messages.Select(m => Encoding.Latin1.GetString(m.Body.ToArray())));
    }
}
