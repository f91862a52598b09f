using System.Text;
using Godwit.Sync;

namespace Godwit.Sync.Tests.Repairs;

/// <summary>Body lines over 998 bytes (edge case 13).</summary>
public sealed class LongLineTests
{
    private static readonly string LongLine = string.Concat(Enumerable.Range(0, 10_000).Select(n => $"{n} = \xFC ")) + "\r\nshort \r\n\tend\r";

    /// <summary>An independent decoder: RFC 2045 section 6.7, written the short way.</summary>
    private static string Decode(string encoded)
    {
        var text = encoded.Replace("=\r\n", "", StringComparison.Ordinal);
        var decoded = new StringBuilder();
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] != '=') decoded.Append(text[i]);
            else { decoded.Append((char)Convert.ToInt32(text.Substring(i + 1, 2), 16)); i += 2; }
        }
        return decoded.ToString();
    }

    [Theory]
    [InlineData("Subject: x\r\n"), InlineData("MIME-Version: 1.0\r\nContent-Type: text/html; charset=iso-8859-1\r\n"), InlineData("Content-Transfer-Encoding:\r\n 8BIT\r\nSubject: x\r\n")]
    public void A_text_of_one_part_is_encoded_and_equal_after_decoding(string header)
    {
        var message = header + "\r\n" + LongLine;
        Assert.Equal(new MessageDamage(Repair.LongBodyLines, LongLinesRemain: false), Message.Survey(message) with { Found = Message.Survey(message).Found & Repair.LongBodyLines });
        var repaired = Message.Repair(message, Repair.LongBodyLines);
        var body = repaired.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4;
        Assert.Equal(LongLine, Decode(repaired[body..]));
        Assert.All(repaired.Split("\r\n"), line => Assert.InRange(line.Length, 0, 76));
        Assert.DoesNotContain(repaired[body..].Split("\r\n"), line => line.EndsWith(' ') || line.EndsWith('\t'));
        Assert.Contains("\r\nContent-Transfer-Encoding: quoted-printable\r\n", repaired, StringComparison.Ordinal);
        Assert.Equal(1, repaired.Split("MIME-Version: 1.0\r\n").Length - 1);
        Assert.DoesNotContain("8BIT", repaired, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Content-Type: multipart/mixed; boundary=x\r\n"), InlineData("Content-Type: application/pdf\r\n"), InlineData("Content-Type: text/plain; charset=utf-16\r\n")]
    [InlineData("Content-Transfer-Encoding: base64\r\n"), InlineData("Content-Transfer-Encoding: x-uuencode\r\n"), InlineData("Content-Type: text/plain\r\nContent-Type: text/html\r\n")]
    public void Any_other_message_is_left_alone_and_noted(string header)
    {
        var message = header + "\r\n" + new string('x', 1_000) + "\r\n";
        Assert.Equal(new MessageDamage(Repair.None, LongLinesRemain: true), Message.Survey(message));
        Assert.Equal(message, Message.Repair(message, Repair.LongBodyLines));
    }

    [Fact]
    public void Lines_of_just_the_limit_are_no_damage()
    {
        Assert.Equal(default, Message.Survey("Subject: x\r\n\r\n" + new string('x', 998) + "\r\n" + new string('x', 998)));
        Assert.Equal(Repair.LongBodyLines, Message.Survey("Subject: x\r\n\r\n" + new string('x', 999)).Found);
    }

    [Fact]
    public void It_says_that_signatures_break() => Assert.Contains("DKIM", Repair.LongBodyLines.Told(), StringComparison.Ordinal);
}
