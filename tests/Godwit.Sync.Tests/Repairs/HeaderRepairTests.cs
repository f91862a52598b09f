using System.Text;
using Godwit.Mail;
using Godwit.Sync;

namespace Godwit.Sync.Tests.Repairs;

/// <summary>Damaged, raw, overlong and unfinished header blocks (edge case 14).</summary>
public sealed class HeaderRepairTests
{
    [Theory]
    [InlineData("Content-Type: multipart/mixed;\r\nboundary=x\r\n\r\nb", "Content-Type: multipart/mixed;\r\n boundary=x\r\n\r\nb")]
    [InlineData("From a@b Mon Jan  1 00:00:00 2001\r\nTo: x\r\n\r\nb", "X-Godwit-Damaged: From a@b Mon Jan  1 00:00:00 2001\r\nTo: x\r\n\r\nb")]
    [InlineData("To: x\r\n>From y\r\n\r\n", "To: x\r\n >From y\r\n\r\n")]
    [InlineData("To: x\r\nna me: y\r\n z\r\n\r\n", "To: x\r\nX-Godwit-Damaged: na me: y\r\n z\r\n\r\n")]
    [InlineData(" of nothing\r\nTo: x\r\n\r\n", "X-Godwit-Damaged: of nothing\r\nTo: x\r\n\r\n")]
    [InlineData("To: x\r\n: y\r\n\r\n", "To: x\r\nX-Godwit-Damaged: : y\r\n\r\n")]
    [InlineData("Subject : x : y\r\n\r\n", "Subject: x : y\r\n\r\n")]
    [InlineData("To: x\r\n \t\r\nCc: y\r\n\r\n", "To: x\r\nCc: y\r\n\r\n")]                          // space alone looks like the blank line
    [InlineData("To: x\nna\xE4me: y\n\n", "To: x\nX-Godwit-Damaged: na\xE4me: y\n\n")]
    public void Damaged_lines_are_folded_or_kept_under_another_name(string message, string repaired) => Assert.Equal(repaired, Message.Repair(message, Repair.BrokenHeaderLines));

    [Theory]
    [InlineData("Subject: x\r\nHello,\r\nthis is text\r\n", "Subject: x\r\n\r\nHello,\r\nthis is text\r\n")]
    [InlineData("Subject: x\r\n folded\r\nHello", "Subject: x\r\n folded\r\n\r\nHello")]
    [InlineData("Subject: x\r\n", "Subject: x\r\n\r\n")]
    [InlineData("Subject: x", "Subject: x\r\n\r\n")]
    [InlineData("Subject: x\r\nbroken\r\nTo: y\r\n", "Subject: x\r\nbroken\r\nTo: y\r\n\r\n")]
    [InlineData("just text", "X-Godwit-Damaged: the header is missing\r\n\r\njust text")]
    public void A_missing_blank_line_is_put_where_the_body_begins(string message, string repaired) => Assert.Equal(repaired, Message.Repair(message, Repair.MissingBlankLine));

    [Theory]
    [InlineData("Subject: \xC3\xBC", "Subject: =?utf-8?Q?=C3=BC?=")]
    [InlineData("Subject: \xFC", "Subject: =?iso-8859-1?Q?=FC?=")]
    [InlineData("Subject: a \xFC \xFC b", "Subject: a =?iso-8859-1?Q?=FC_=FC?= b")]
    [InlineData("Subject: \xFC\r\n\t\xFC", "Subject: =?iso-8859-1?Q?=FC=09=FC?=")]
    [InlineData("Subject: =?utf-8?Q?a?= \xFC =?utf-8?Q?b?=", "Subject: =?utf-8?Q?a?= =?iso-8859-1?Q?_=FC_?= =?utf-8?Q?b?=")]
    [InlineData("To: \"J\xFCrgen M.\" <j@x>, b@c", "To: =?iso-8859-1?Q?J=FCrgen_M=2E?= <j@x>, b@c")]
    [InlineData("From: J\xFCrgen M\xFCller<j@x>", "From: =?iso-8859-1?Q?J=FCrgen_M=FCller?= <j@x>")]
    [InlineData("From: a@b (J\xFCrgen)", "From: a@b (=?iso-8859-1?Q?J=FCrgen?=)")]
    [InlineData("To: <j\xFC@x>", "To: <=?iso-8859-1?Q?j=FC?=@x>")]
    [InlineData("Content-Disposition: attachment; filename=\"\xFC x.pdf\"", "Content-Disposition: attachment; filename=\"=?iso-8859-1?Q?=FC_x=2Epdf?=\"")]
    [InlineData("Content-Type: text/plain; name=\xFC.txt; x=y", "Content-Type: text/plain; name=\"=?iso-8859-1?Q?=FC=2Etxt?=\"; x=y")]
    [InlineData("To: \"never closed \xFC <j@x>", "To: \"never closed =?iso-8859-1?Q?=FC?= <j@x>")]
    public void Raw_8_bit_text_becomes_encoded_words(string field, string repaired) =>
        Assert.Equal($"X: y\r\n{repaired}\r\nZ: w\r\n\r\nb\xFC", Message.Repair($"X: y\r\n{field}\r\nZ: w\r\n\r\nb\xFC", Repair.RawHeaders));

    [Fact]
    public void The_charset_is_the_one_that_the_message_declares() =>
        Assert.Equal(
            "Content-Type: text/plain; charset=\"KOI8-R\"\r\nSubject: =?koi8-r?Q?=F0=D2?=\r\n\r\n",
            Message.Repair("Content-Type: text/plain; charset=\"KOI8-R\"\r\nSubject: \xF0\xD2\r\n\r\n", Repair.RawHeaders));

    [Fact]
    public void A_charset_of_many_bytes_a_character_is_not_declared_for_them() =>
        Assert.Equal(
            "Content-Type: text/plain; charset=big5\r\nSubject: =?iso-8859-1?Q?=F0=D2?=\r\n\r\n",
            Message.Repair("Content-Type: text/plain; charset=big5\r\nSubject: \xF0\xD2\r\n\r\n", Repair.RawHeaders));

    [Fact]
    public void Long_text_is_cut_into_words_of_legal_length_between_characters()
    {
        var text = string.Concat(Enumerable.Repeat("日本語のとても長い件名 ", 12)).TrimEnd();
        var message = Encoding.UTF8.GetBytes($"Subject: {text}\r\n\r\n");
        var repaired = Encoding.ASCII.GetString(Message.Repair(message, Repair.RawHeaders, [], out _));
        var words = repaired.TrimEnd()["Subject: ".Length..].Split("\r\n ");
        Assert.True(words.Length > 3);
        Assert.All(words, word =>
        {
            Assert.InRange(word.Length, 12, 75);
            Assert.DoesNotContain('\uFFFD', FieldText.Decode(Encoding.ASCII.GetBytes(word)));
        });
        Assert.Equal(text, FieldText.Decode(Encoding.ASCII.GetBytes(repaired.TrimEnd()["Subject: ".Length..])));
    }

    [Fact]
    public void Overlong_lines_are_folded_at_space_and_read_the_same_unfolded()
    {
        var value = string.Join(' ', Enumerable.Range(0, 1_000));
        var repaired = Message.Repair($"References: {value}\r\n\r\nb", Repair.LongHeaderLines);
        Assert.All(repaired.Split("\r\n"), line => Assert.InRange(line.Length, 0, RepairLimits.MaxLineBytes));
        Assert.Equal($"References: {value}\r\n\r\nb", repaired.Replace("\r\n ", " ", StringComparison.Ordinal));
    }

    [Fact]
    public void Without_space_a_line_is_folded_behind_a_comma_or_else_anywhere()
    {
        var addresses = string.Join(',', Enumerable.Repeat("someone@example.org", 120));
        var lines = Message.Repair($"To:{addresses}\r\n\r\n", Repair.LongHeaderLines).TrimEnd().Split("\r\n ");
        Assert.All(lines[..^1], line => Assert.EndsWith(",", line, StringComparison.Ordinal));
        Assert.Equal("To:" + addresses, string.Concat(lines));
        Assert.Equal(3, Message.Repair("X:" + new string('a', 2_500) + "\r\n\r\n", Repair.LongHeaderLines).TrimEnd().Split("\r\n ").Length);
    }

    [Fact]
    public void Folding_never_makes_a_blank_line()
    {
        var spaces = new string(' ', 3_000);
        Assert.Equal($"X: a\r\n b\r\n c\r\n \r\n\r\nbody", Message.Repair($"X: a{spaces}b\r\n{spaces}c{spaces}\r\n{spaces}\r\n\r\nbody", Repair.LongHeaderLines));
    }
}
