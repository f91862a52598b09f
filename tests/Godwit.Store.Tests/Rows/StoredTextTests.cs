namespace Godwit.Store.Tests.Rows;

public sealed class StoredTextTests
{
    [Theory]
    [InlineData("")]
    [InlineData("plain")]
    [InlineData("100 % of it")]
    [InlineData("%0041")]
    [InlineData("a\0b")]
    [InlineData("\uD83D")]
    [InlineData("\uDE00\uD83D\uDE00\uD83D")]
    [InlineData("emoji \U0001F600 stays")]
    public void Any_text_comes_back_as_it_was(string text) => Assert.Equal(text, StoredText.Unescape(StoredText.Escape(text)));

    [Fact]
    public void Neither_a_nul_nor_half_a_pair_is_stored()
    {
        var stored = StoredText.Escape("a\0\uDC00b");

        Assert.Equal("a%0000%DC00b", stored);
    }

    [Fact]
    public void A_text_without_anything_odd_is_not_copied()
    {
        var text = new string('x', 10);

        Assert.Same(text, StoredText.Escape(text));
        Assert.Same(text, StoredText.Unescape(text));
    }

    [Fact]
    public void Random_texts_come_back_and_never_meet()
    {
        var random = new Random(4711);
        var seen = new Dictionary<string, string>();
        for (var i = 0; i < 20_000; i++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(6)).Select(_ => Piece(random)));
            var stored = StoredText.Escape(text, alsoSpaces: true);
            Assert.Equal(text, StoredText.Unescape(stored));
            Assert.DoesNotContain(' ', stored);
            if (!seen.TryAdd(stored, text)) Assert.Equal(seen[stored], text);
        }
    }

    private static string Piece(Random random) => random.Next(6) switch
    {
        0 => "%", 1 => "\0", 2 => ((char)random.Next(0xD800, 0xE000)).ToString(), 3 => " ", 4 => "%00", _ => ((char)random.Next('0', 'G')).ToString(),
    };
}
