using System.Text;

namespace Godwit.Connectors.Maildir.Tests.Reading;

public sealed class CanonicalTextTests
{
    [Fact]
    public void Counting_expanding_and_storing_agree_with_a_plain_reading_at_every_cut()
    {
        var random = new Random(5);
        for (var run = 0; run < 3_000; run++)
        {
            var text = Encoding.ASCII.GetBytes(random.GetString("ab\r\n", random.Next(0, 90)));
            var canonical = Canonical(text);
            Assert.Equal(canonical, Expand(text, random));
            Assert.Equal(canonical.Length - text.Length, CanonicalText.CountBareLineFeeds(text, afterCarriageReturn: false));
            Assert.Equal(canonical, Canonical(Store(canonical, random)));
        }
    }

    [Fact]
    public void Crlf_is_stored_as_lf_but_for_one_behind_another_cr() =>
        Assert.Equal("a\nb\r\r\nc\rd\n\n", Encoding.ASCII.GetString(Store("a\r\nb\r\r\nc\rd\r\n\r\n"u8.ToArray(), new Random(1))));

    [Theory]
    [InlineData("A: b\n\nbody\n", 6)]
    [InlineData("A: b\r\n\r\nbody", 8)]
    [InlineData("\nbody", 1)]
    [InlineData("A: b\n", -1)]
    [InlineData("", -1)]
    public void A_header_ends_with_the_first_blank_line(string text, int length)
    {
        var whole = Encoding.ASCII.GetBytes(text);
        Assert.Equal(length, new HeaderEnd().Find(whole));
        for (var cut = 0; cut < whole.Length; cut++)
        {
            var end = new HeaderEnd();
            var first = end.Find(whole.AsSpan(0, cut));
            Assert.Equal(length, first >= 0 ? first : end.Find(whole.AsSpan(cut)) is var second and >= 0 ? cut + second : -1);
        }
    }

    private static byte[] Canonical(byte[] text)
    {
        var result = new List<byte>();
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\n' && (i == 0 || text[i - 1] != '\r')) result.Add((byte)'\r');
            result.Add(text[i]);
        }
        return [.. result];
    }

    private static byte[] Expand(byte[] text, Random random)
    {
        var result = new List<byte>();
        var carriage = false;
        Span<byte> target = stackalloc byte[16];
        for (var at = 0; at < text.Length;)
        {
            var piece = text.AsSpan(at, Math.Min(random.Next(1, 20), text.Length - at));
            var (read, written) = CanonicalText.Expand(piece, target[..random.Next(2, 16)], carriage);
            Assert.True(read > 0);
            result.AddRange(target[..written]);
            carriage = piece[read - 1] == '\r';
            at += read;
        }
        return [.. result];
    }

    private static byte[] Store(byte[] text, Random random)
    {
        var lines = new StoredLines();
        var result = new List<byte>();
        Span<byte> target = stackalloc byte[32];
        for (var at = 0; at < text.Length;)
        {
            var piece = text.AsSpan(at, Math.Min(random.Next(1, 20), text.Length - at));
            result.AddRange(target[..lines.Write(piece, target)]);
            at += piece.Length;
        }
        result.AddRange(target[..lines.Finish(target)]);
        return [.. result];
    }
}
