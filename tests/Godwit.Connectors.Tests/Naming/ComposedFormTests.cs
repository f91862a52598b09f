namespace Godwit.Connectors.Tests.Naming;

public sealed class ComposedFormTests
{
    [Theory]
    [InlineData("E\u0301le\u0301ments envoye\u0301s", "Éléments envoyés")]
    [InlineData("Entwu\u0308rfe", "Entwürfe")]
    [InlineData("\u0110a\u0303 gu\u031B\u0309i", "Đã gửi")]
    [InlineData("\u0427\u0435\u0440\u043D\u043E\u0432\u043E\u0438\u0306", "Черновой")]
    [InlineData("\u30B3\u3099\u30DF\u7BB1", "ゴミ箱")]
    [InlineData("\u1107\u1169\u1102\u1162\u11AB\u1111\u1167\u11AB\u110C\u1175\u1112\u1161\u11B7", "보낸편지함")]
    [InlineData("A\u030Angstro\u0308m", "Ångström")]
    [InlineData("o\u0328\u0304", "ǭ")]
    [InlineData("\u039A\u03B1\u0301\u03B4\u03BF\u03C2", "Κάδος")]
    public void A_decomposed_name_is_composed(string decomposed, string composed)
    {
        Assert.Equal(composed, ComposedForm.Of(decomposed));
        Assert.Same(composed, ComposedForm.Of(composed));
    }

    [Theory]
    [InlineData("plain")]
    [InlineData("\u0301alone")]
    [InlineData("x\u0301")]
    [InlineData("\uD800\u0301")]
    public void What_has_no_composed_form_stays(string name) => Assert.Same(name, ComposedForm.Of(name));
}
