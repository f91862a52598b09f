using System.Text;

namespace Godwit.Mail.Tests;

public sealed class HeaderReaderTests
{
    private static List<(string Name, string Value)> Read(byte[] message)
    {
        var fields = new List<(string, string)>();
        foreach (var field in new HeaderReader(message)) fields.Add((Encoding.Latin1.GetString(field.Name), Encoding.Latin1.GetString(field.Value)));
        return fields;
    }

    private static List<(string Name, string Value)> Read(string message) => Read(Bytes.Of(message));

    [Fact]
    public void Fields_come_in_order_with_their_folds() =>
        Assert.Equal([("Subject", " a\r\n b\n\tc"), ("To", "x"), ("Subject", "")], Read("Subject: a\r\n b\n\tc\r\nTo:x\nSubject:\r\n\r\nbody: not read\r\n"));

    [Theory]
    [InlineData("From alice@example.org Mon Jan  1 00:00:00 2001\nTo: x\n\n")]
    [InlineData(" continuation of nothing\r\nTo: x\r\n")]
    [InlineData("no colon\r\n with its continuation: y\r\nTo: x\r\n\r\n")]
    [InlineData("na\xE4me: y\r\nna me: z\r\n: w\r\nTo: x")]
    public void A_line_that_is_no_field_is_passed_over(string message) => Assert.Equal([("To", " x")], Read(message));

    [Fact]
    public void Space_before_the_colon_is_no_part_of_the_name() => Assert.Equal([("Subject", " x")], Read("Subject \t: x\r\n"));

    [Theory]
    [InlineData("\r\nTo: x"), InlineData("\nTo: x"), InlineData("\r\r\nTo: x"), InlineData("")]
    public void A_message_without_a_header_block_has_no_fields(string message) => Assert.Empty(Read(message));

    [Fact]
    public void No_more_than_its_limits_are_looked_at()
    {
        Assert.Equal(HeaderLimits.MaxFields, Read(string.Concat(Enumerable.Repeat("a: b\n", HeaderLimits.MaxFields + 10))).Count);
        Assert.Single(Read("a: " + new string('x', HeaderLimits.MaxBlockBytes) + "\nb: c\n"));
    }

    [Fact]
    public void A_field_is_found_by_its_name_in_any_case()
    {
        Assert.True(HeaderReader.TryFind("To: x\r\nSUBJECT: y\r\nSubject: z\r\n"u8, "Subject"u8, out var field));
        Assert.True(field.Value.SequenceEqual(" y"u8));
        Assert.False(HeaderReader.TryFind("To: x\r\n\r\nSubject: y"u8, "Subject"u8, out _));
    }

    [Fact]
    public void The_end_of_the_block_is_found_wherever_the_pieces_are_cut() => Always.Holds(
        from message in Bytes.MessageLike from cuts in Bytes.Cuts select (message, cuts), t =>
        {
            HeaderEnd whole = default, inPieces = default;
            var expected = whole.Take(t.message);
            var taken = Bytes.Cut(t.message, t.cuts).Sum(piece => inPieces.Take(piece));
            return taken == expected && whole.IsReached == inPieces.IsReached && (whole.IsReached || expected == t.message.Length);
        });

    [Fact]
    public void Nothing_behind_the_end_of_the_block_is_read() => Always.Holds(Bytes.MessageLike, message =>
    {
        HeaderEnd end = default;
        var length = end.Take(message);
        return Read(message).SequenceEqual(Read(message[..length]));
    });
}
