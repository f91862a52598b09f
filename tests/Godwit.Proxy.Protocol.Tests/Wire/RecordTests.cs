using System.Buffers.Binary;

namespace Godwit.Proxy.Protocol.Tests;

/// <summary>The frame around everything: closing records, counts, bounds, cuts.</summary>
public sealed class RecordTests
{
    private static byte[] Stream(Action<RecordWriter> write, bool compress = false)
    {
        using var bytes = new MemoryStream();
        using var writer = new RecordWriter(bytes, compress);
        write(writer);
        return bytes.ToArray();
    }

    private static byte[] Some(bool compress = false) => Stream(
        writer =>
        {
            for (var i = 0; i < 40; i++) writer.Write(RecordKind.Piece, [(byte)i], new byte[i * 997]);
            writer.Flush();
            writer.Write(RecordKind.Message, default, new byte[WireLimits.MaxBodyBytes]);
            writer.Done();
        },
        compress);

    private static byte[] Raw(byte kind, byte flags, ushort headerLength, int bodyLength, params byte[] rest)
    {
        var head = new byte[WireLimits.HeadBytes];
        (head[0], head[1]) = (kind, flags);
        BinaryPrimitives.WriteUInt16LittleEndian(head.AsSpan(2), headerLength);
        BinaryPrimitives.WriteInt32LittleEndian(head.AsSpan(4), bodyLength);
        return [.. head, .. rest];
    }

    private static readonly byte[] DoneAfterOne = Raw(1, 1, 1, 0, 1);

    private static void ReadAll(Stream stream)
    {
        using var reader = new RecordReader(stream);
        while (reader.Next() is not (RecordKind.Done or RecordKind.Failed)) { }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Records_survive_whatever_the_stream_gives_at_once(bool compress)
    {
        foreach (var atOnce in (int[])[1, 7, 4096, int.MaxValue])
        {
            using var reader = new RecordReader(new Trickle(Some(compress), atOnce));
            for (var i = 0; i < 40; i++)
            {
                Assert.Equal(RecordKind.Piece, reader.Next());
                Assert.Equal([(byte)i], reader.Header.ToArray());
                if (i % 3 == 0) Assert.Equal(i * 997, reader.ReadBody().Length);
            }
            Assert.Equal(RecordKind.Message, reader.Next());
            Assert.Equal(WireLimits.MaxBodyBytes, reader.ReadBody().Length);
            Assert.Equal(RecordKind.Done, reader.Next());
        }
    }

    [Fact]
    public void Compressed_blocks_are_shorter_when_they_can_be() => Assert.InRange(Some(compress: true).Length, WireLimits.MaxBodyBytes, Some().Length - 100_000);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_stream_that_is_cut_anywhere_is_never_taken_for_a_short_one(bool compress)
    {
        var whole = Stream(writer => { for (var i = 0; i < 5; i++) writer.Write(RecordKind.Message, [1, 2, 3], new byte[60]); writer.Done(); }, compress);
        for (var length = 0; length < whole.Length; length++) Assert.True(Assert.Throws<WireException>(() => ReadAll(new MemoryStream(whole, 0, length))).IsCut);
        ReadAll(new MemoryStream(whole));
    }

    [Fact]
    public void Records_that_are_missing_before_the_closing_one_are_noticed()
    {
        var whole = Stream(writer => { writer.Write(RecordKind.Piece); writer.Write(RecordKind.Piece); writer.Done(); });
        Assert.False(Assert.Throws<WireException>(() => ReadAll(new MemoryStream(whole, WireLimits.HeadBytes, whole.Length - WireLimits.HeadBytes))).IsCut);
    }

    [Fact]
    public void An_unknown_record_is_passed_over_when_it_may_be_and_fails_when_not()
    {
        ReadAll(new MemoryStream([.. Raw(200, 0, 2, 3, 9, 9, 9, 9, 9), .. DoneAfterOne]));
        Assert.Throws<WireException>(() => ReadAll(new MemoryStream([.. Raw(200, 1, 2, 3, 9, 9, 9, 9, 9), .. DoneAfterOne])));
    }

    [Fact]
    public void A_heartbeat_is_no_record() => ReadAll(new MemoryStream([.. Raw(3, 0, 0, 0), .. Raw(49, 1, 0, 0), .. Raw(3, 0, 0, 0), .. DoneAfterOne]));

    [Theory]
    [InlineData(0, WireLimits.MaxBodyBytes + 1)]
    [InlineData(0, -1)]
    [InlineData(0, int.MaxValue)]
    [InlineData(WireLimits.MaxHeaderBytes + 1, 0)]
    [InlineData(ushort.MaxValue, 0)]
    public void A_record_beyond_its_bound_is_refused_before_it_is_read(int headerLength, int bodyLength)
    {
        var stream = new Trickle([.. Raw(49, 1, (ushort)headerLength, bodyLength), .. new byte[100]], WireLimits.HeadBytes);
        Assert.Throws<WireException>(() => ReadAll(stream));
        Assert.Equal(WireLimits.HeadBytes, stream.Given);
    }

    [Fact]
    public void A_block_that_becomes_longer_than_it_says_is_refused()
    {
        var packed = new byte[2_000];
        Assert.True(System.IO.Compression.BrotliEncoder.TryCompress(new byte[200_000], packed, out var length));
        byte[] Block(params byte[] says) => [.. Raw(4, 1, (ushort)says.Length, length, [.. says, .. packed.AsSpan(0, length)]), .. Raw(1, 1, 1, 0, 0)];
        Assert.Throws<WireException>(() => ReadAll(new MemoryStream(Block(100))));
        Assert.Throws<WireException>(() => ReadAll(new MemoryStream(Block(0xFF, 0xFF, 0xFF, 0xFF, 0x0F))));
    }

    [Fact]
    public void Nothing_can_be_written_behind_the_closing_record()
    {
        using var writer = new RecordWriter(new MemoryStream());
        writer.Done();
        Assert.Throws<InvalidOperationException>(() => writer.Write(RecordKind.Piece));
        Assert.False(writer.TryPulse(beat: true));
    }

    [Fact]
    public void A_stream_that_broke_stays_broken()
    {
        using var writer = new RecordWriter(new MemoryStream(new byte[10]));
        writer.Write(RecordKind.Piece, default, new byte[100]);
        Assert.Throws<NotSupportedException>(() => writer.Flush());
        Assert.Throws<IOException>(() => writer.Write(RecordKind.Piece));
        Assert.Throws<IOException>(() => writer.TryPulse(beat: true));
    }

    /// <summary>Gives at most so many bytes at once.</summary>
    private sealed class Trickle(byte[] bytes, int atOnce) : MemoryStream(bytes)
    {
        public long Given => Position;

        public override int Read(byte[] buffer, int offset, int count) => base.Read(buffer, offset, Math.Min(count, atOnce));
    }
}
