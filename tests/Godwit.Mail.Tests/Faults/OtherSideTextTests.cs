using System.Text;

namespace Godwit.Mail.Tests;

public sealed class OtherSideTextTests
{
    [Theory]
    [InlineData(null, ""), InlineData("", ""), InlineData("No such folder", "No such folder"), InlineData("Ünïcode 日本 😀", "Ünïcode 日本 😀")]
    [InlineData("a\r\nb", "a\\x0D\\x0Ab"), InlineData("\u001b[31m", "\\x1B[31m"), InlineData("\u0085", "\\x85"), InlineData("\0", "\\x00")]
    [InlineData("a\u2028b\u202Ec", "a\\x2028b\\x202Ec")]
    public void What_could_move_the_cursor_or_hide_text_is_escaped(string? text, string shown) => Assert.Equal(shown, OtherSideText.Show(text));

    [Fact]
    public void Half_a_surrogate_pair_is_escaped() => Assert.Equal("a\\xFFFDb", OtherSideText.Show("a\ud800b"));

    [Fact]
    public void It_is_never_longer_than_its_bound_and_always_whole_characters() => Always.Holds(
        Gen.Elements("a", "\0", "\ud800", "😀", "\u202E", "é").ListOf().Select(parts => string.Concat(Enumerable.Repeat(string.Concat(parts), 60))), text =>
        {
            var shown = OtherSideText.Show(text);
            return shown.Length <= OtherSideText.MaxLength + 1 && shown.EnumerateRunes().All(r => !Rune.IsControl(r) && r != Rune.ReplacementChar)
                && (shown.Length <= OtherSideText.MaxLength || shown[^1] == '…');
        });

    [Fact]
    public void Text_of_just_the_bound_is_shown_whole()
    {
        Assert.Equal(new string('a', OtherSideText.MaxLength), OtherSideText.Show(new string('a', OtherSideText.MaxLength)));
        Assert.Equal(new string('a', OtherSideText.MaxLength) + "…", OtherSideText.Show(new string('a', OtherSideText.MaxLength + 1)));
    }
}
