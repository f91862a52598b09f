using System.IO.Compression;
using System.Text;

namespace Godwit.Connectors.Maildir.Tests.Reading;

public sealed class ReadingTests
{
    private static Folder Inbox(IMailboxSource lane) => lane.Find(FolderPath.Inbox);

    [Fact]
    public void A_file_that_another_client_renames_between_listing_and_reading_is_found_again()
    {
        using var mail = new HandmadeMaildir();
        var file = mail.Write("new/1700000000.M1P1.host", "A: b\n\none\n");
        using var lane = mail.OpenSource();
        var uid = Assert.Single(lane.ListAll(Inbox(lane))).Uid;
        File.Move(file, Path.Combine(mail.Root, "cur/1700000000.M1P1.host:2,S"));
        var (read, bytes) = Assert.Single(lane.ReadAll(Inbox(lane)));
        Assert.Equal((uid, "A: b\r\n\r\none\r\n"), (read, Encoding.ASCII.GetString(bytes)));
        Assert.Equal(SystemFlags.Seen, Assert.Single(lane.ListAll(Inbox(lane))).Flags.System);
    }

    [Fact]
    public void A_file_that_cannot_be_read_is_a_fault_of_its_own_and_the_reader_goes_on()
    {
        using var mail = new HandmadeMaildir();
        mail.Write("cur/1700000001.a:2,S", "A: 1\n\n");
        File.CreateSymbolicLink(Path.Combine(mail.Root, "cur/1700000002.b:2,S"), "/etc/hostname");
        mail.Write("cur/1700000003.c:2,S", [0x28, 0xb5, 0x2f, 0xfd, 1, 2, 3]);
        mail.Write("cur/1700000004.d:2,S", [0x1f, 0x8b, 0x08, 0, 0, 0, 0, 0, 0, 3, 0xff, 0xff, 0xff, 0xff]);
        mail.Write("cur/1700000005.e:2,S", "A: 5\n\n");
        using var lane = mail.OpenSource();
        using var reader = lane.ReadMessages(Inbox(lane), lane.GenerationOf(Inbox(lane)), UidSet.All, MessagePart.Whole, CancellationToken.None);
        Assert.True(reader.MoveNext());
        foreach (var uid in (uint[])[2, 3, 4])
        {
            var fault = Assert.Throws<FaultException>(() => reader.MoveNext()).Fault;
            Assert.Equal((ConnectorFaults.FileUnusable, Reach.Item, Side.Source), (fault.Kind, fault.Reach, fault.Side));
            Assert.Equal(uid, reader.FailedUid);
        }
        Assert.True(reader.MoveNext());
        Assert.Equal(5u, reader.Current.Uid);
        Assert.Equal("A: 5\r\n\r\n", Encoding.ASCII.GetString(reader.Current.ReadBody()));
        Assert.False(reader.MoveNext());
    }

    [Theory]
    [InlineData(10)]
    [InlineData(40_000)]
    public void A_file_compressed_by_gzip_is_read_unpacked(int lines)
    {
        var text = "A: b\n\n" + string.Concat(Enumerable.Range(0, lines).Select(i => FormattableString.Invariant($"line {i}\n")));
        using var packed = new MemoryStream();
        using (var zip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true)) zip.Write(Encoding.ASCII.GetBytes(text));
        using var mail = new HandmadeMaildir();
        mail.Write("cur/1700000001.a,S=99:2,S", packed.ToArray());
        using var lane = mail.OpenSource();
        Assert.Equal(text.Replace("\n", "\r\n", StringComparison.Ordinal), Encoding.ASCII.GetString(Assert.Single(lane.ReadAll(Inbox(lane))).Bytes));
        Assert.Equal("A: b\r\n\r\n", Encoding.ASCII.GetString(Assert.Single(lane.ReadAll(Inbox(lane), part: MessagePart.Header)).Bytes));
    }

    [Fact]
    public void A_cut_compressed_file_is_an_item_fault()
    {
        using var packed = new MemoryStream();
        using (var zip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true)) zip.Write(Encoding.ASCII.GetBytes("A: b\n\n" + new string('x', 500) + Guid.NewGuid()));
        using var mail = new HandmadeMaildir();
        mail.Write("cur/1700000001.a:2,S", packed.ToArray()[..^12]);
        using var lane = mail.OpenSource();
        Assert.Equal(Reach.Item, Assert.Throws<FaultException>(() => lane.ReadAll(Inbox(lane))).Fault.Reach);
    }

    [Fact]
    public void A_message_over_the_limit_is_an_item_fault_also_when_it_is_packed_small()
    {
        using var packed = new MemoryStream();
        using (var zip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true)) zip.Write(new byte[3_000_000]);
        using var mail = new HandmadeMaildir { Settings = s => s with { MaxMessageBytes = 1_000_000 } };
        mail.Write("cur/1700000001.a:2,S", packed.ToArray());
        using var lane = mail.OpenSource();
        Assert.Equal(ConnectorFaults.MessageTooLarge, Assert.Throws<FaultException>(() => lane.ReadAll(Inbox(lane))).Fault.Kind);
    }

    [Fact]
    public void A_file_that_changes_while_it_is_read_is_never_passed_off_as_a_message()
    {
        using var mail = new HandmadeMaildir();
        var file = mail.Write("cur/1700000001.a:2,S", "A: b\n\n" + new string('x', 400_000));
        using var lane = mail.OpenSource();
        using var reader = lane.ReadMessages(Inbox(lane), lane.GenerationOf(Inbox(lane)), UidSet.All, MessagePart.Whole, CancellationToken.None);
        Assert.True(reader.MoveNext());
        using (var stream = new FileStream(file, FileMode.Open, FileAccess.Write, FileShare.ReadWrite)) stream.SetLength(200_000);
        Assert.Throws<FaultException>(() => reader.Current.ReadBody());
    }

    [Fact]
    public void Twenty_letters_of_a_million_are_reached_without_walking_the_folder()
    {
        using var mail = new HandmadeMaildir();
        for (var i = 0; i < 200; i++) mail.Write(FormattableString.Invariant($"cur/{1_700_000_000 + i}.host:2,S"));
        using var lane = mail.OpenSource();
        var asked = UidSet.Of(3, 4, 90, 200, 5000);
        Assert.Equal([3u, 4, 90, 200], lane.ReadAll(Inbox(lane), asked).Select(r => r.Uid));
    }
}
