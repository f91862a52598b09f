using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Godwit.EdgeCases;

/// <summary>Row 13: a line of 50 kB arrives as it is; where the target refuses it, encoded, and equal after decoding.</summary>
public sealed partial class Case13_LongLines
{
    private static readonly string Line = string.Concat(Enumerable.Range(0, 5_000).Select(i => i.ToString("0000000000", CultureInfo.InvariantCulture)));

    private static Trip Filled(ImapPlace target)
    {
        var trip = new Trip(new ImapPlace(), target);
        trip.Source.Deliver("INBOX", Letters.Plain(1));
        trip.Source.Deliver("INBOX", Letters.Of("Subject: letter 2.\r\nDKIM-Signature: v=1; d=example.test\r\n", Line + "\r\nend\r\n"));
        return trip;
    }

    [Theory]
    [InlineData("Dovecot")]
    [InlineData("Cyrus")]
    [InlineData("Courier")]
    public void A_target_that_takes_it_gets_it(string target)
    {
        using var trip = Filled(new ImapPlace(Profiles.Of(target)));
        trip.Run().ShouldHaveCopied(2);
        trip.ShouldBeEqual();
    }

    [Fact]
    public void A_target_that_refuses_it_gets_the_same_text_encoded_and_the_report_says_what_that_costs()
    {
        var target = new ImapPlace();
        target.Server.Behaviour.RefusesMessage = message => LongestLine(message.Span) > 998 ? "NO Line too long" : null;
        using var trip = Filled(target);
        trip.Run().ShouldHaveCopied(2).ShouldNote("(DKIM) no longer verifies");
        var copy = trip.Target.With("letter 2.");
        var at = copy.Text.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4;
        Assert.Equal(Line + "\r\nend\r\n", DecodeQuotedPrintable(copy.Text[at..]));
        trip.Run().ShouldHaveDoneNothing();
    }

    private static int LongestLine(ReadOnlySpan<byte> message)
    {
        var longest = 0;
        while (message.IndexOf("\r\n"u8) is var end and >= 0)
        {
            longest = Math.Max(longest, end);
            message = message[(end + 2)..];
        }
        return Math.Max(longest, message.Length);
    }

    private static string DecodeQuotedPrintable(string text) => EncodedByte().Replace(
        text.Replace("=\r\n", "", StringComparison.Ordinal),
        match => Encoding.Latin1.GetString([byte.Parse(match.Groups[1].ValueSpan, NumberStyles.HexNumber, CultureInfo.InvariantCulture)]));

    [GeneratedRegex("=([0-9A-F]{2})")]
    private static partial Regex EncodedByte();
}
