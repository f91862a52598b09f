using System.Text;

namespace Godwit.Mail.Tests;

public sealed class SubjectLineTests
{
    private static string? Subject(string value) => SubjectLine.Of(Bytes.Of($"To: x\r\nSubject: {value}\r\n\r\n"));

    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("=?utf-8?Q?Gr=C3=BC=C3=9Fe_aus_K=C3=B6ln?=", "Grüße aus Köln")]
    [InlineData("=?UTF-8?B?R3LDvMOfZQ==?=", "Grüße")]
    [InlineData("=?utf-8?b?R3LDvMOfZQ?=", "Grüße")]                                                     // padding forgotten
    [InlineData("=?iso-8859-1?q?Gr=FC=DFe?= and more", "Grüße and more")]
    [InlineData("=?iso-8859-1*de?q?Gr=FC=DFe?=", "Grüße")]                                              // RFC 2231 language
    [InlineData("=?koi8-r?B?8NLJ18XU?=", "Привет")]
    [InlineData("=?iso-2022-jp?B?GyRCRnxLXBsoQg==?=", "日本")]
    [InlineData("=?windows-1252?Q?=93quoted=94?=", "“quoted”")]
    [InlineData("=?cp1252?Q?=80?=", "€")]
    [InlineData("=?gb2312?B?1tDOxA==?=", "中文")]
    [InlineData("Re: =?utf-8?Q?a?=\r\n =?utf-8?Q?b?= c", "Re: ab c")]                                   // white space between words is not shown
    [InlineData("=?utf-8?Q?a?= =?iso-8859-1?Q?=E4?=", "aä")]
    [InlineData("=?utf-8?Q?=C3?= =?utf-8?Q?=A4?=", "ä")]                                                // a character cut in two
    [InlineData("=?utf-8?Q?a b?=", "a b")]                                                              // raw space inside
    [InlineData("folded\r\n\tover lines", "folded over lines")]
    public void It_is_decoded(string value, string subject) => Assert.Equal(subject, Subject(value));

    [Theory]
    [InlineData("=?teletex?Q?caf=E9?=", "café")]
    [InlineData("=?no-such-charset?Q?gr=C3=BCn?=", "grün")]
    [InlineData("=?utf-7?Q?a?=", "a")]
    [InlineData("=?us-ascii?Q?gr=C3=BCn?=", "grün")]
    public void An_unknown_charset_is_guessed(string value, string subject) => Assert.Equal(subject, Subject(value));

    [Theory]
    [InlineData("=?"), InlineData("=??="), InlineData("=?utf-8?Q?"), InlineData("=?utf-8?Q?a"), InlineData("=?utf-8?X?a?="), InlineData("=???a?="), InlineData("a=?=b")]
    public void What_is_no_encoded_word_is_shown_as_it_is(string value) => Assert.Equal(value, Subject(value));

    [Theory]
    [InlineData("=?utf-8?Q?a=?=", "a="), InlineData("=?utf-8?Q?a=4?=", "a=4"), InlineData("=?utf-8?Q?=ZZ?=", "=ZZ"), InlineData("=?utf-8?B?YQ*=?=", "a")]
    public void A_badly_encoded_word_is_decoded_as_far_as_it_goes(string value, string subject) => Assert.Equal(subject, Subject(value));

    [Fact]
    public void Raw_8_bit_text_is_utf8_or_else_latin1()
    {
        Assert.Equal("Grüße", Subject(Encoding.Latin1.GetString(Encoding.UTF8.GetBytes("Grüße"))));
        Assert.Equal("Grüße", Subject("Grüße"));
    }

    [Theory]
    [InlineData("a\0b\x1b[31mc\x7f", "ab[31mc"), InlineData("=?utf-8?Q?a=0D=0ABcc:_b?=", "a Bcc: b"), InlineData("=?utf-8?Q?x=E2=80=AEy?=", "xy"), InlineData("a \t  b", "a b")]
    public void Control_characters_do_not_get_through(string value, string subject) => Assert.Equal(subject, Subject(value));

    [Fact]
    public void No_subject_and_an_empty_one_are_null()
    {
        Assert.Null(SubjectLine.Of("To: x\r\n\r\nSubject: in the body"u8));
        Assert.Null(SubjectLine.Of(default));
        Assert.Null(Subject(""));
        Assert.Null(Subject(" \r\n \x01 "));
    }

    [Fact]
    public void A_long_one_is_cut_between_characters()
    {
        Assert.Equal(new string('a', 200), Subject(new string('a', 200)));
        Assert.Equal(new string('a', 199) + "…", Subject(new string('a', 201)));
        var emoji = Subject("x" + string.Concat(Enumerable.Repeat("=?utf-8?Q?=F0=9F=98=80?= ", 300)));
        Assert.EndsWith("😀…", emoji, StringComparison.Ordinal);
        Assert.InRange(emoji!.Length, 199, 200);
    }

    [Fact]
    public void Whatever_the_bytes_it_is_printable_bounded_and_no_exception() => Always.Holds(Bytes.MessageLike, message =>
        SubjectLine.Of(message) is not { } subject
        || (subject.Length is > 0 and <= SubjectLine.MaxCharacters && !subject.EnumerateRunes().Any(Rune.IsControl) && subject == subject.Trim()));

    [Fact]
    public void Every_charset_that_the_runtime_knows_survives_any_bytes()
    {
        var everyByte = string.Concat(Enumerable.Range(0, 256).Select(b => $"={b:X2}"));
        foreach (var charset in CodePagesEncodingProvider.Instance.GetEncodings())
            Assert.NotNull(Subject($"=?{charset.Name}?Q?{everyByte}?= =?{charset.Name}?Q?=1B$B{everyByte}=1B?="));
    }

    [Fact]
    public void A_block_full_of_beginnings_of_words_is_read_in_bounded_steps()
    {
        var hostile = Bytes.Of("Subject: " + string.Concat(Enumerable.Repeat("=?a?q?", 40_000)));
        Assert.Equal(SubjectLine.MaxCharacters, SubjectLine.Of(hostile)!.Length);
        Assert.Equal(HeaderFingerprint.Of(hostile), HeaderFingerprint.Of(hostile));
    }
}
