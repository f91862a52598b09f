using System.Text;
using Godwit.Diagnostics.Logs;

namespace Godwit.Diagnostics.Tests.Logs;

public sealed class LineReaderTests
{
    [Fact]
    public void Lines_end_with_LF_or_CRLF_or_the_file() => Assert.Equal(["a", "", "b", "c\rd", "e"], Read("a\n\r\nb\r\nc\rd\ne"));

    [Fact]
    public void An_empty_file_has_no_line() => Assert.Empty(Read(""));

    [Theory]
    [InlineData(LineReader.MaxLineBytes - 1, false)]
    [InlineData(LineReader.MaxLineBytes + 1, true)]
    [InlineData(5 * LineReader.MaxLineBytes + 3, true)]
    [InlineData(2 * LineReader.MaxLineBytes, true)]
    public void A_line_that_is_too_long_is_cut_and_the_next_one_is_whole(int length, bool isCut)
    {
        var text = "first\n" + new string('x', length) + "\nlast";
        using var reader = new LineReader(new Slow(Encoding.ASCII.GetBytes(text), 50_000));

        Assert.True(reader.TryRead(out _));
        Assert.True(reader.TryRead(out var line));
        Assert.Equal((Math.Min(length, LineReader.MaxLineBytes), isCut), (line.Length, reader.IsCut));
        Assert.True(reader.TryRead(out line));
        Assert.Equal("last", Encoding.ASCII.GetString(line));
        Assert.Equal((3L, (long)text.Length), (reader.Number, reader.Bytes));
        Assert.False(reader.TryRead(out _));
    }

    [Fact]
    public void A_file_that_is_one_endless_line_ends()
    {
        using var reader = new LineReader(new Slow(new byte[1_000_000], 64 * 1024));
        Assert.True(reader.TryRead(out var line));
        Assert.Equal(LineReader.MaxLineBytes, line.Length);
        Assert.False(reader.TryRead(out _));
    }

    [Theory, InlineData(1), InlineData(2), InlineData(3), InlineData(4)]
    public void However_the_bytes_arrive_the_lines_are_the_same(int seed)
    {
        var random = new Random(seed);
        var lines = Enumerable.Range(0, 3000).Select(_ => new string((char)random.Next('a', 'z'), random.Next(0, 400))).ToList();
        using var reader = new LineReader(new Slow(Encoding.ASCII.GetBytes(string.Join("\n", lines) + "\n"), random.Next(1, 5000)));
        foreach (var expected in lines)
        {
            Assert.True(reader.TryRead(out var line));
            Assert.Equal(expected, Encoding.ASCII.GetString(line));
            Assert.Equal(expected, Encoding.ASCII.GetString(reader.Present));
        }
        Assert.False(reader.TryRead(out _));
    }

    private static List<string> Read(string text)
    {
        using var reader = new LineReader(new MemoryStream(Encoding.UTF8.GetBytes(text)));
        var lines = new List<string>();
        while (reader.TryRead(out var line)) lines.Add(Encoding.UTF8.GetString(line));
        return lines;
    }

    private sealed class Slow(byte[] bytes, int most) : MemoryStream(bytes)
    {
        public override int Read(byte[] buffer, int offset, int count) => base.Read(buffer, offset, Math.Min(count, most));
    }
}
