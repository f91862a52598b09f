namespace Godwit.Store.Tests.Rows;

public sealed class PackedUidsTests
{
    [Theory]
    [InlineData("1")]
    [InlineData("1:4294967295")]
    [InlineData("4294967295")]
    [InlineData("1:3,5,7:9,128:300,70000,2000000000:4000000000")]
    public void A_set_comes_back(string written)
    {
        Assert.True(UidSet.TryParse(written, out var set));

        Assert.Equal(set, PackedUids.Unpack(PackedUids.Pack(set)));
    }

    [Fact]
    public void The_empty_set_takes_no_byte() => Assert.Empty(PackedUids.Pack(UidSet.Empty));

    [Fact]
    public void A_folder_without_gaps_takes_few_bytes() => Assert.InRange(PackedUids.Pack(UidSet.Range(1, 1_000_000)).Length, 1, 4);

    [Fact]
    public void Any_bytes_give_a_set_or_are_called_damaged()
    {
        var random = new Random(7);
        var bytes = new byte[12];
        for (var i = 0; i < 50_000; i++)
        {
            random.NextBytes(bytes);
            try
            {
                PackedUids.Unpack(bytes.AsSpan(0, random.Next(bytes.Length + 1)));
            }
            catch (DamagedStateException)
            {
                continue;
            }
        }
        Assert.Throws<DamagedStateException>(() => PackedUids.Unpack([0x80]));
        Assert.Throws<DamagedStateException>(() => PackedUids.Unpack([0x00, 0x00]));
        Assert.Throws<DamagedStateException>(() => PackedUids.Unpack([0xFF, 0xFF, 0xFF, 0xFF, 0x0F, 0x01]));
    }
}
