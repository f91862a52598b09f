using System.Text;

namespace Godwit.Imap.Tests;

/// <summary>What a hostile server can send is bounded: each ends the connection as a violation, in bounded memory and time.</summary>
public sealed class LimitTests
{
    private static ImapConnectionException Violates(string server, ImapCommand command) => Violates(Encoding.Latin1.GetBytes(server), command);

    private static ImapConnectionException Violates(byte[] server, ImapCommand command)
    {
        using var connection = ImapConnection.Over(new Transcript([.. "* PREAUTH [CAPABILITY IMAP4rev1] hello\r\n"u8, .. server]), Transcript.Options);
        var end = Assert.Throws<ImapConnectionException>(() => connection.Send(command).WaitForStatus());
        Assert.Equal(ConnectionEnd.Violation, end.End);
        return end;
    }

    [Fact]
    public void A_line_without_an_end() => Violates("* OK " + new string('x', 3_000_000), new NoopCommand());

    [Fact]
    public void A_line_of_small_words_without_an_end() => Violates("* LIST () \"/\" a " + string.Concat(Enumerable.Repeat("(a b) ", 400_000)), new ListCommand("", "*"));

    [Fact]
    public void A_name_as_a_giant_literal() => Violates("* LIST () \"/\" {99999999}\r\n", new ListCommand("", "*"));

    [Fact]
    public void A_literal_that_no_message_can_be() => Violates("* 1 FETCH (UID 1 ENVELOPE {9000000000000000000}\r\n", new NoopCommand());

    [Fact]
    public void A_number_that_is_too_large() => Violates("* 99999999999999999999999 EXISTS\r\n", new NoopCommand());

    [Fact]
    public void A_uid_of_more_than_32_bits() => Violates("* 1 FETCH (UID 4294967296)\r\n", new NoopCommand());

    [Fact]
    public void Names_of_folders_without_an_end() => Violates(Repeated("* LIST () \"/\" {60000}\r\n" + new string('x', 60_000) + "\r\n", Limits.ListBytes), new ListCommand("", "*"));

    [Fact]
    public void Attributes_of_folders_without_an_end() => Violates(Repeated($"* LIST ({new string('x', 60_000)}) \"/\" a\r\n", Limits.ListBytes), new ListCommand("", "*"));

    [Fact]
    public void Namespaces_without_an_end() => Violates([.. "* NAMESPACE ("u8, .. Repeated("({60000}\r\n" + new string('x', 60_000) + " NIL)", Limits.ListBytes)], new NamespaceCommand());

    [Fact]
    public void Names_of_quotas_without_an_end() => Violates([.. "* QUOTA a ("u8, .. Repeated("{60000}\r\n" + new string('x', 60_000) + " 1 2 ", Limits.ListBytes)], new GetQuotaRootCommand("INBOX"));

    /// <summary>As often as makes so many bytes of it.</summary>
    private static byte[] Repeated(string text, long bytes)
    {
        var one = Encoding.Latin1.GetBytes(text);
        var all = new byte[(bytes / one.Length + 2) * one.Length];
        for (var at = 0; at < all.Length; at += one.Length) one.CopyTo(all, at);
        return all;
    }

    /// <summary>Many short answers cost what one long one does: none is paid for again with each that follows.</summary>
    [Theory]
    [InlineData("* SEARCH {0}\r\n", false)]
    [InlineData("* ESEARCH UID ALL {0}\r\n", false)]
    [InlineData("* VANISHED (EARLIER) {0}\r\n", true)]
    public void Uids_in_an_answer_of_its_own_each(string answer, bool vanished)
    {
        const int Answers = 20_000;
        var server = string.Concat(Enumerable.Range(1, Answers).Select(n => string.Format(System.Globalization.CultureInfo.InvariantCulture, answer, 2 * n)));
        using var connection = Transcript.Session(server + "A1 OK done\r\n");
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Equal(Answers, (vanished ? Vanished(connection) : connection.Send(new SearchCommand()).Wait()).RangeCount);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 50_000_000);
    }

    private static UidSet Vanished(ImapConnection connection)
    {
        using var fetch = connection.Send(new FetchCommand(UidSet.All, FetchItems.Uid) { ChangedSince = 1, TellVanished = true });
        Assert.False(fetch.MoveNext());
        return fetch.VanishedEarlier;
    }

    [Fact]
    public void Deep_nesting() => Violates("* 1 FETCH (X-DEEP " + new string('(', 100_000), new NoopCommand());

    [Fact]
    public void A_quoted_string_without_an_end() => Violates("* LIST () \"/\" \"" + new string('x', 300_000), new ListCommand("", "*"));

    [Fact]
    public void A_quoted_string_of_escapes_without_an_end() => Violates("* LIST () \"/\" \"" + string.Concat(Enumerable.Repeat("\\\\", 300_000)), new ListCommand("", "*"));

    [Fact]
    public void Untagged_lines_without_an_end() => Violates(string.Concat(Enumerable.Repeat("* OK x\r\n", Limits.UntaggedWithoutProgress + 2)), new NoopCommand());

    [Fact]
    public void An_answer_to_a_command_that_was_not_sent() => Violates("A77 OK\r\n", new NoopCommand());

    [Fact]
    public void A_greeting_that_is_none()
    {
        var end = Assert.Throws<ImapConnectionException>(() => ImapConnection.Over(new Transcript("HTTP/1.1 400 Bad Request\r\n\r\n"), Transcript.Options));
        Assert.Equal(ConnectionEnd.Violation, end.End);
    }

    [Fact]
    public void Challenges_without_an_end()
    {
        using var connection = ImapConnection.Over(new Transcript("* OK [CAPABILITY IMAP4rev1] hi\r\n" + string.Concat(Enumerable.Repeat("+ \r\n", 100))), Transcript.Options);
        var end = Assert.Throws<ImapConnectionException>(() => connection.Send(new AuthenticateCommand(new Endless())));
        Assert.Equal(ConnectionEnd.Violation, end.End);
    }

    [Fact]
    public void A_range_of_all_uids_costs_nothing_until_it_is_asked_for()
    {
        using var connection = Transcript.Session("A1 OK [COPYUID 1 1:4294967295 1:4294967295] done\r\n");
        var told = connection.Send(new UidCopyCommand(UidSet.Of(1), "b")).Wait()!;
        Assert.Equal(4_294_967_295, told.From.Count);
        Assert.Throws<InvalidOperationException>(() => told.From.ToArray(1000));
    }

    /// <summary>Transcripts of sound conversations with random bytes changed, cut and repeated: reading ends, and only in the two ways there are.</summary>
    [Fact]
    public void Mutated_conversations_end_in_an_answer_or_a_known_exception()
    {
        for (var seed = 0; seed < 4000; seed++)
        {
            var random = new Random(seed);
            var bytes = Mutate(Encoding.Latin1.GetBytes(Sound), random);
            Play(bytes, random.Next(1, 60), seed);
        }
    }

    private const string Sound =
        "* LIST (\\Sent) \"/\" \"Se\\\"nt\"\r\n* STATUS \"Se\\\"nt\" (MESSAGES 3 UIDVALIDITY 9)\r\n* LIST () NIL {5}\r\nINBOX\r\nA1 OK [CAPABILITY IMAP4rev1] done\r\n" +
        "* FLAGS (\\Seen a)\r\n* 3 EXISTS\r\n* OK [UIDVALIDITY 9] x\r\n* OK [PERMANENTFLAGS (\\Seen \\*)] x\r\nA2 OK [READ-WRITE] done\r\n" +
        "* VANISHED (EARLIER) 3:4,9\r\n* 1 FETCH (UID 1 FLAGS (\\Seen) INTERNALDATE \"17-Jul-1996 02:44:25 -0700\" RFC822.SIZE 5 BODY[] {5}\r\nhello)\r\n* 2 EXPUNGE\r\n" +
        "* 2 FETCH (FLAGS () UID 7 BODY[] \"qu\\\\oted\" MODSEQ (7) X (a (b \"c\" {1}\r\nx)))\r\n* 3 FETCH (UID 8 BODY[] ~{3}\r\na\0b)\r\nA3 OK done\r\n" +
        "* ESEARCH (TAG \"A4\") UID ALL 1:4,9\r\n* SEARCH 1 2 3\r\nA4 OK done\r\n* OK [COPYUID 9 1:2 5,7] x\r\nA5 OK done\r\n* BYE bye\r\n";

    private static byte[] Mutate(byte[] bytes, Random random)
    {
        var list = bytes.ToList();
        for (var n = random.Next(1, 6); n > 0 && list.Count > 10; n--)
        {
            var at = random.Next(list.Count);
            switch (random.Next(5))
            {
                case 0: list[at] = (byte)random.Next(256); break;
                case 1: list[at] = (byte)" ()[]{}\"\\*+~\r\n0:9,"[random.Next(18)]; break;
                case 2: list.RemoveRange(at, Math.Min(random.Next(1, 20), list.Count - at)); break;
                case 3: list.InsertRange(at, list.GetRange(Math.Max(0, at - 15), Math.Min(15, at))); break;
                default: list.Insert(at, (byte)('0' + random.Next(10))); break;
            }
        }
        return [.. list];
    }

    private static void Play(byte[] mutated, int pieceBytes, int seed)
    {
        try
        {
            using var connection = ImapConnection.Over(new Transcript([.. "* PREAUTH [CAPABILITY IMAP4rev1 ESEARCH] hi\r\n"u8, .. mutated], pieceBytes), Transcript.Options);
            Step(() => connection.Send(new ListCommand("", "*") { Return = new ListReturn { Status = StatusItems.Messages } }).Wait());
            Step(() => connection.Send(new SelectCommand("x", readOnly: false)).Wait());
            Step(() => ReadAll(connection.Send(new FetchCommand(UidSet.All, FetchItems.Uid | FetchItems.Body) { ChangedSince = 1, TellVanished = true })));
            Step(() => connection.Send(new SearchCommand()).Wait());
            Step(() => connection.Send(new UidCopyCommand(UidSet.Of(1), "y")).Wait());
            Step(() => connection.Send(new NoopCommand()).Wait());
        }
        catch (ImapConnectionException)
        {
            return;
        }
        catch (Exception e)
        {
            Assert.Fail($"Seed {seed}: {e}");
        }
    }

    private static void Step(Action act)
    {
        try
        {
            act();
        }
        catch (ImapRefusedException)
        {
            // A mutation turned OK into NO: the connection lives.
        }
    }

    private static void ReadAll(FetchCommand fetch)
    {
        using (fetch)
        {
            while (fetch.MoveNext())
            {
                long length = 0;
                while (fetch.Row.NextPiece() is { IsEmpty: false } piece) length += piece.Length;
                Assert.Equal(fetch.Row.BodyLength, length);
            }
        }
    }

    private sealed class Endless : ISaslMechanism
    {
        public string Name => "X-ENDLESS";

        public byte[]? InitialResponse() => null;

        public byte[] Respond(ReadOnlySpan<byte> challenge) => [];
    }
}
