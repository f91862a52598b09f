using FsCheck;
using FsCheck.Fluent;

namespace Godwit.Imap.Tests;

public sealed class ModifiedUtf7Tests
{
    [Theory]
    [InlineData("Entwürfe", "Entw&APw-rfe")]
    [InlineData("日本語", "&ZeVnLIqe-")]
    [InlineData("A&B", "A&-B")]
    [InlineData("~peter/mail/台北/日本語", "~peter/mail/&U,BTFw-/&ZeVnLIqe-")]
    [InlineData("😀", "&2D3eAA-")]
    [InlineData("Cartório", "Cart&APM-rio")]
    public void Known_names_are_encoded_as_the_RFC_says(string text, string encoded)
    {
        Assert.Equal(encoded, ModifiedUtf7.Encode(text));
        Assert.True(ModifiedUtf7.TryDecode(encoded, out var decoded));
        Assert.Equal(text, decoded);
    }

    [Theory]
    [InlineData("A&B")]
    [InlineData("&")]
    [InlineData("&AOk")]
    [InlineData("&A-")]
    [InlineData("&AGE-")]       // "a" needs no shift: not what anybody should write
    [InlineData("&AOk-&AOk-")]  // two shifts where one does
    [InlineData("&!!-")]
    [InlineData("+1200+1201 é")]
    public void A_damaged_name_is_told_as_it_is(string name)
    {
        Assert.False(ModifiedUtf7.TryDecode(name, out var text));
        Assert.Equal(name, text);
    }

    [Fact]
    public void Every_text_survives_and_its_encoding_is_plain() => Prop.ForAll<string>(text =>
    {
        if (text is null) return true;
        var encoded = ModifiedUtf7.Encode(text);
        return encoded.All(c => c is >= ' ' and <= '~') && ModifiedUtf7.TryDecode(encoded, out var back) && back == text;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Decoding_never_throws_and_what_it_accepts_is_canonical() => Prop.ForAll(Gen.Elements("&-,+ABab09 /é\u0001".ToCharArray()).ArrayOf().Select(c => new string(c)).ToArbitrary(), name =>
        !ModifiedUtf7.TryDecode(name, out var text) ? text == name : ModifiedUtf7.Encode(text) == name).QuickCheckThrowOnFailure();
}
