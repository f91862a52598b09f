namespace Godwit.Mail.Tests;

public sealed class LineBreaksTests
{
    /// <summary>The definition, written the slow way.</summary>
    private static int FirstBare(byte[] text, bool afterCarriageReturn)
    {
        for (var i = 0; i < text.Length; i++) if (text[i] == '\n' && !(i == 0 ? afterCarriageReturn : text[i - 1] == '\r')) return i;
        return -1;
    }

    [Fact]
    public void A_bare_feed_is_found_wherever_it_stands() => Always.Holds(
        from text in Bytes.MessageLike from after in FsCheck.Fluent.ArbMap.Default.GeneratorFor<bool>() select (text, after), t => LineBreaks.IndexOfBareFeed(t.text, t.after) == FirstBare(t.text, t.after));

    [Fact]
    public void Each_place_in_a_long_text_is_looked_at()
    {
        for (var length = 1; length < 70; length++)
        {
            for (var at = 0; at < length; at++)
            {
                var text = new byte[length];
                text[at] = (byte)'\n';
                Assert.Equal(at, LineBreaks.IndexOfBareFeed(text, afterCarriageReturn: false));
                if (at == 0) continue;
                text[at - 1] = (byte)'\r';
                Assert.Equal(-1, LineBreaks.IndexOfBareFeed(text, afterCarriageReturn: false));
            }
        }
    }

    [Fact]
    public void A_feed_at_the_beginning_belongs_to_the_return_before_it()
    {
        Assert.Equal(-1, LineBreaks.IndexOfBareFeed("\nab"u8, afterCarriageReturn: true));
        Assert.Equal(0, LineBreaks.IndexOfBareFeed("\nab"u8, afterCarriageReturn: false));
        Assert.Equal(-1, LineBreaks.IndexOfBareFeed(default, afterCarriageReturn: false));
    }
}
