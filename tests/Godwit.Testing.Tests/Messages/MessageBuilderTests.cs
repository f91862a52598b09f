using System.Text;

namespace Godwit.Testing.Tests.Messages;

public sealed class MessageBuilderTests
{
    private readonly MessageBuilder _builder = new(5);

    [Fact]
    public void The_same_seed_gives_the_same_bytes()
    {
        foreach (var kind in Enum.GetValues<MessageKind>()) Assert.Equal(_builder.Build(kind, 3), new MessageBuilder(5).Build(kind, 3));
        Assert.Equal((_builder.Flags(9), _builder.Received(9)), (new MessageBuilder(5).Flags(9), new MessageBuilder(5).Received(9)));
    }

    [Fact]
    public void Another_number_or_seed_gives_other_bytes_except_for_copies()
    {
        foreach (var kind in Enum.GetValues<MessageKind>().Except([MessageKind.Copy, MessageKind.Empty]))
        {
            Assert.NotEqual(_builder.Build(kind, 1), _builder.Build(kind, 2));
            Assert.NotEqual(_builder.Build(kind, 1), new MessageBuilder(6).Build(kind, 1));
        }
        Assert.Equal(_builder.Build(MessageKind.Copy, 1), _builder.Build(MessageKind.Copy, 2));
    }

    [Fact]
    public void Each_kind_is_what_it_is_called()
    {
        Assert.Empty(_builder.Build(MessageKind.Empty, 1));
        Assert.DoesNotContain("Message-ID", Text(MessageKind.NoMessageId, 1), StringComparison.OrdinalIgnoreCase);
        Assert.Contains("Message-ID: <", Text(MessageKind.Plain, 1), StringComparison.Ordinal);
        Assert.Equal(Header(MessageKind.SameHeader, 1), Header(MessageKind.SameHeader, 2));
        Assert.Contains("\u00fc", Header(MessageKind.EightBit, 1), StringComparison.Ordinal);
        Assert.Contains('\0', Text(MessageKind.Nul, 1));
        Assert.Matches("[^\r]\n", Text(MessageKind.BareLf, 1));
        Assert.DoesNotMatch("[^\r]\n", Text(MessageKind.Plain, 1));
        Assert.Contains(Text(MessageKind.LongLine, 1).Split("\r\n"), l => l.Length == 50_000);
        Assert.EndsWith("\r\n\r\n", Text(MessageKind.HeaderOnly, 1), StringComparison.Ordinal);
        Assert.DoesNotContain("\r\n\r\n", Text(MessageKind.NoBlankLine, 1), StringComparison.Ordinal);
        Assert.True(_builder.Build(MessageKind.Large, 1).Length > 4_000_000);
        Assert.Contains("20222", Header(MessageKind.AbsurdDate, 1), StringComparison.Ordinal);
    }

    [Fact]
    public void A_generated_body_is_the_same_wherever_one_begins_to_read()
    {
        var body = MessageBody.Generated(300_000, seed: 4);
        var whole = body.ToArray();
        Assert.Equal(300_000, whole.Length);
        foreach (var (offset, count) in new[] { (0, 10), (100, 70_000), (65_519, 3), (299_999, 1), (131_000, 169_000) })
        {
            var piece = new byte[count];
            body.Read(offset, piece);
            Assert.Equal(whole.AsSpan(offset, count).ToArray(), piece);
        }
        Assert.Equal(MessageBody.Of(whole).Digest(), body.Digest());
        Assert.Throws<ArgumentOutOfRangeException>(() => body.Read(299_999, new byte[2]));
    }

    [Fact]
    public void A_huge_body_is_served_without_being_held()
    {
        using var server = ImapTestServer.Start();
        var body = MessageBody.Generated(300_000_000, seed: 4);
        server.Mailboxes["alice"].Folder("INBOX").Deliver(body);
        using var client = Tests.Imap.RawClient.SignedIn(server);
        client.Do("EXAMINE INBOX");
        client.Send("x UID FETCH 1 BODY.PEEK[]\r\n");
        Assert.Equal("* 1 FETCH (UID 1 BODY[] {300000000}", client.Line());
        using var hasher = new CanonicalHasher();
        var buffer = new byte[1 << 18];
        for (var left = body.Length; left > 0;)
        {
            var count = client.Stream.Read(buffer, 0, (int)Math.Min(buffer.Length, left));
            hasher.Append(buffer.AsSpan(0, count));
            left -= count;
        }
        Assert.Equal(body.Digest(), hasher.Finish());
        Assert.Equal(")", client.Line());
    }

    private string Text(MessageKind kind, int number) => Encoding.Latin1.GetString(_builder.Build(kind, number));

    private string Header(MessageKind kind, int number) => Text(kind, number).Split("\r\n\r\n")[0];
}
