using System.Text;

namespace Godwit.Connectors.Memory.Tests;

public sealed class ContentTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    private static string Stored(RewriteHabit habit, string message)
    {
        var mailbox = new MemoryMailbox("anna", new MemoryOptions { Rewrites = habit });
        using var lane = new MemoryConnector(mailbox).OpenTarget(None);
        lane.Append(lane.Find(FolderPath.Inbox), new SketchedMessage(Encoding.ASCII.GetBytes(message)));
        return Encoding.ASCII.GetString(mailbox.Snapshot().Folders[0].Messages[0].Content.ToArray());
    }

    [Fact]
    public void A_message_of_300_megabytes_is_moved_without_being_held()
    {
        const long Length = 300_000_000;
        var piece = new byte[1_000_000];
        Array.Fill(piece, (byte)'x');
        IEnumerable<ReadOnlyMemory<byte>> Make() => Enumerable.Repeat((ReadOnlyMemory<byte>)piece, 300);
        var source = new MemoryMailbox("anna");
        source.Deliver(FolderPath.Inbox, MemoryContent.Generated(Length, Make));
        var target = new MemoryMailbox("ben", new MemoryOptions { KeepsBodies = false });
        var before = GC.GetAllocatedBytesForCurrentThread();
        using (var from = new MemoryConnector(source).OpenSource(None))
        using (var to = new MemoryConnector(target).OpenTarget(None))
        {
            var inbox = from.Find(FolderPath.Inbox);
            using var reader = from.ReadMessages(inbox, from.GenerationOf(inbox), UidSet.All, MessagePart.Whole, None);
            to.Append(inbox, new Splice(reader), new RecordedOutcomes(), new AppendOptions(to.GenerationOf(inbox)), None);
        }
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 10_000_000);
        var (sent, stored) = (source.Snapshot().Folders[0].Messages[0].Content, target.Snapshot().Folders[0].Messages[0].Content);
        Assert.Equal((Length, sent.Digest, false), (stored.Length, stored.Digest, stored.IsReadable));
    }

    /// <summary>What a reader gives goes out as it comes in.</summary>
    private sealed class Splice(IMessageReader reader) : OutgoingMessage, IMessageFeed
    {
        public OutgoingMessage Current => this;

        public override long Ticket => reader.Current.Uid;

        public override long Length => reader.Current.Length;

        public override MessageFlags Flags => default;

        public override ReceivedDate? Received => null;

        public bool MoveNext() => reader.MoveNext();

        public override ReadOnlyMemory<byte> NextPiece() => reader.Current.NextPiece();
    }

    [Fact]
    public void A_message_of_which_only_the_digest_was_kept_cannot_be_read()
    {
        using var lane = new MemoryConnector(new MemoryMailbox("anna", new MemoryOptions { KeepsBodies = false })).OpenTarget(None);
        var inbox = lane.Find(FolderPath.Inbox);
        lane.Append(inbox, SketchedMessage.Plain(1));
        var fault = Assert.Throws<FaultException>(() => lane.ReadAll(inbox));
        Assert.Equal((ConnectorFaults.MessageUnreadable.Code, Reach.Item), (fault.Fault.Code, fault.Fault.Reach));
    }

    [Theory]
    [InlineData("Subject: a\r\nMessage-Id: <old@x>\r\nTo: b\r\n\r\nbody", "Subject: a\r\nMessage-ID: <1@memory.invalid>\r\nTo: b\r\n\r\nbody")]
    [InlineData("MESSAGE-ID:\r\n <old@x>\r\nTo: b\r\n\r\nbody", "Message-ID: <1@memory.invalid>\r\nTo: b\r\n\r\nbody")]
    [InlineData("Subject: a\r\n\r\nMessage-ID: <in the body>\r\n", "Message-ID: <1@memory.invalid>\r\nSubject: a\r\n\r\nMessage-ID: <in the body>\r\n")]
    [InlineData("Message-IDs: no\r\n\r\n", "Message-ID: <1@memory.invalid>\r\nMessage-IDs: no\r\n\r\n")]
    [InlineData("", "Message-ID: <1@memory.invalid>\r\n")]
    public void A_message_id_is_replaced_where_it_stands(string sent, string stored) => Assert.Equal(stored, Stored(RewriteHabit.ReplacesMessageId, sent));

    [Fact]
    public void A_header_line_is_put_on_top() =>
        Assert.Equal("X-Stored-As: <1@memory.invalid>\r\nSubject: a\r\n\r\nbody", Stored(RewriteHabit.AddsHeader, "Subject: a\r\n\r\nbody"));

    [Fact]
    public void A_store_that_keeps_no_bodies_cannot_rewrite_them() => Assert.Throws<ArgumentException>(
        () => new MemoryMailbox("anna", new MemoryOptions { KeepsBodies = false, Rewrites = RewriteHabit.AddsHeader }));

    [Fact]
    public void A_header_may_be_asked_for_of_a_message_that_is_made_on_the_way()
    {
        var header = Encoding.ASCII.GetBytes("Subject: long\r\n\r\n");
        var mailbox = new MemoryMailbox("anna");
        mailbox.Deliver(FolderPath.Inbox, MemoryContent.Generated(header.Length + 50_000_000, () => Enumerable.Repeat((ReadOnlyMemory<byte>)new byte[1_000_000], 50).Prepend(header)));
        using var lane = new MemoryConnector(mailbox).OpenSource(None);
        Assert.Equal(header, Assert.Single(lane.ReadAll(lane.Find(FolderPath.Inbox), part: MessagePart.Header)).Bytes);
    }
}
