using System.Text;

namespace Godwit.Connectors.Maildir.Tests.Names;

public sealed class FolderNameTests
{
    [Theory]
    [InlineData("Entwürfe", "Entw&APw-rfe")]
    [InlineData("R&D", "R&-D")]
    [InlineData("日本語", "&ZeVnLIqe-")]
    [InlineData("😀", "&2D3eAA-")]
    [InlineData("+1200+1201", "+1200+1201")]
    [InlineData("&-", "&--")]
    public void Names_are_written_in_modified_utf7_and_read_back(string name, string encoded)
    {
        Assert.Equal(encoded, ModifiedUtf7.Encode(name));
        Assert.True(ModifiedUtf7.TryDecode(encoded, out var decoded));
        Assert.Equal(name, decoded);
    }

    [Theory]
    [InlineData("&")]
    [InlineData("&AG")]
    [InlineData("R&D")]
    [InlineData("&AGE-")]
    [InlineData("&2D0-")]
    [InlineData("&!!!-")]
    [InlineData("Entwürfe")]
    public void What_no_name_encodes_to_is_not_decoded_but_taken_as_it_is(string encoded)
    {
        Assert.False(ModifiedUtf7.TryDecode(encoded, out _));
        Assert.Equal(encoded, SegmentNames.Decode(Encoding.UTF8.GetBytes(encoded)));
    }

    [Fact]
    public void Bytes_that_are_no_utf8_are_read_as_latin1_and_their_wire_name_keeps_them()
    {
        byte[] name = [.. "Entw"u8, 0xFC, .. "rfe%41"u8];
        Assert.Equal("Entwürfe%41", SegmentNames.Decode(name));
        var wire = WireNames.FromBytes(name);
        Assert.Equal("Entw%FCrfe%2541", wire);
        Assert.Equal(name, WireNames.ToBytes(wire));
    }

    [Fact]
    public void Every_name_of_bytes_survives_as_a_wire_name()
    {
        var random = new Random(99);
        for (var run = 0; run < 5_000; run++)
        {
            var name = new byte[random.Next(1, 30)];
            for (var i = 0; i < name.Length; i++) name[i] = (byte)(random.Next(4) == 0 ? '%' : random.Next(1, 256));
            Assert.Equal(name, WireNames.ToBytes(WireNames.FromBytes(name)));
        }
    }

    [Theory]
    [InlineData("Entwürfe")]
    [InlineData("R&D")]
    [InlineData("&APw-")]
    [InlineData("tab\tinside")]
    public void Plain_utf8_is_written_only_where_it_is_read_back(string name)
    {
        Assert.Equal(name, SegmentNames.Decode(SegmentNames.Encode(name, FolderNameEncoding.Utf8)));
        Assert.Equal(name, SegmentNames.Decode(SegmentNames.Encode(name, FolderNameEncoding.ModifiedUtf7)));
    }
}
