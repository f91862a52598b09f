using System.Security.Cryptography;

namespace Godwit.Mail.Tests;

public sealed class FingerprintTests
{
    private const string Message = "From: Ann <ann@example.org>\r\nTo: bob@example.org,\r\n cy@example.org\r\nSubject: Two words\r\nDate: Mon, 15 Mar 2004 10:20:30 +0100\r\n\r\nHello\r\n\r\nBye\r\n";

    private static MessageFingerprint Of(byte[] message, params int[] cuts)
    {
        using var hasher = new FingerprintHasher();
        foreach (var piece in Bytes.Cut(message, cuts)) hasher.Append(piece);
        return hasher.Finish();
    }

    private static MessageFingerprint Of(string message) => Of(Bytes.Of(message));

    [Theory]
    [InlineData("X-TUID: abcdefghijkl\r\n"), InlineData("Message-ID: <new@target>\r\n"), InlineData("Received: by target; Mon, 15 Mar 2004 10:20:31 +0100\r\n")]
    [InlineData("Return-Path: <a@b>\r\nDelivered-To: x\r\nStatus: RO\r\nLines: 3\r\nContent-Length: 12\r\nX-Mailer: y\r\n")]
    public void A_field_that_tools_and_servers_add_does_not_matter(string added)
    {
        Assert.Equal(Of(Message), Of(added + Message));
        Assert.Equal(Of(Message), Of(Message.Replace("Subject:", added + "Subject:", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("bob@example.org,\r\n cy@example.org", "bob@example.org, cy@example.org")]
    [InlineData("bob@example.org,\r\n cy@example.org", "bob@example.org,cy@example.org")]
    [InlineData("Subject: Two words", "SUBJECT:Two\r\n\twords ")]
    [InlineData("\r\n", "\n")]
    [InlineData("Two words", "=?utf-8?Q?Two_words?=")]
    [InlineData("Bye\r\n", "Bye\r\n\r\n\r\n")]
    [InlineData("Bye\r\n", "Bye")]
    public void Refolding_other_line_ends_and_blank_lines_at_the_end_do_not_matter(string from, string to) =>
        Assert.Equal(Of(Message), Of(Message.Replace(from, to, StringComparison.Ordinal)));

    [Fact]
    public void The_order_of_the_fields_does_not_matter()
    {
        Assert.Equal(Of("Subject: a\r\nFrom: b\r\nDate: c\r\n\r\n"), Of("Date: c\r\nFrom: b\r\nSubject: a\r\n\r\n"));
        Assert.NotEqual(Of("To: a\r\nTo: b\r\n\r\n"), Of("To: b\r\nTo: a\r\n\r\n"));
    }

    [Fact]
    public void Raw_8_bit_text_and_its_encoded_word_are_one_value()
    {
        Assert.Equal(Of("Subject: Gr\xFC\xDF e\r\n\r\n"), Of("Subject: =?iso-8859-1?Q?Gr=FC=DF_e?=\r\n\r\n"));
        Assert.Equal(Of("Subject: Gr\xC3\xBC\xC3\x9F\r\n\r\n"), Of("Subject: =?utf-8?B?R3LDvMOf?=\r\n\r\n"));
    }

    [Theory]
    [InlineData("ann@", "anne@"), InlineData("cy@", "di@"), InlineData("Two", "Three"), InlineData("10:20:30", "10:20:31"), InlineData("To:", "Cc:")]
    public void Another_sender_recipient_subject_or_date_is_another_header(string from, string to)
    {
        var other = Of(Message.Replace(from, to, StringComparison.Ordinal));
        Assert.NotEqual(Of(Message).Header, other.Header);
        Assert.Equal(Of(Message).Body, other.Body);
    }

    [Theory] // edge case 2
    [InlineData("Hello", "Hallo"), InlineData("\r\n\r\nBye", "\r\nBye"), InlineData("Bye\r\n", "Bye \r\n"), InlineData("Bye\r\n", "Bye\r\r\n")]
    public void Another_body_is_another_body(string from, string to)
    {
        var other = Of(Message.Replace(from, to, StringComparison.Ordinal));
        Assert.Equal(Of(Message).Header, other.Header);
        Assert.NotEqual(Of(Message).Body, other.Body);
    }

    [Fact]
    public void The_body_is_hashed_in_canonical_form_without_its_last_line_breaks()
    {
        Assert.Equal(ContentHash.Read(SHA256.HashData("a\r\n\r\nb"u8)), Of("Subject: x\n\na\n\nb\n\n\r\n").Body);
        Assert.Equal(ContentHash.Read(SHA256.HashData("a\r"u8)), Of("\r\na\r").Body);
        Assert.Equal(ContentHash.Read(SHA256.HashData([])), Of("Subject: x\r\n\r\n\r\n\r\n").Body);
        Assert.Equal(ContentHash.Read(SHA256.HashData([])), Of("Subject: x").Body);
    }

    [Fact]
    public void Long_bodies_and_long_headers_are_hashed_the_same()
    {
        var body = new string('x', 10_000) + "\r\n" + new string('y', 3_000) + "\r\n";
        Assert.Equal(ContentHash.Read(SHA256.HashData(Bytes.Of(body.TrimEnd()))), Of(Bytes.Of("Subject: x\r\n\r\n" + body), 1_000).Body);
        var header = "Subject: found\r\nX-Long: " + new string('z', 2 * HeaderLimits.MaxBlockBytes) + "\r\n\r\n";
        Assert.Equal(Of("Subject: found\r\n\r\nbody"), Of(Bytes.Of(header + "body"), 7_000));
    }

    [Fact]
    public void Where_the_pieces_are_cut_does_not_matter() => Always.Holds(
        from message in Bytes.MessageLike from cuts in Bytes.Cuts select (message, cuts), t => Of(t.message, t.cuts) == Of(t.message));

    [Fact]
    public void Line_breaks_in_either_form_are_one_message() => Always.Holds(Bytes.MessageLike, message =>
    {
        var feeds = message.Where(b => b != (byte)'\r').ToArray();
        var crlfs = feeds.SelectMany(b => b == (byte)'\n' ? "\r\n"u8.ToArray() : [b]).ToArray();
        return Of(feeds) == Of(crlfs);
    });

    [Fact]
    public void One_message_leaves_no_trace_in_the_next()
    {
        using var hasher = new FingerprintHasher();
        hasher.Append("Subject: other\r\n\r\nbody\r\n\r"u8);
        hasher.Finish();
        hasher.Append(Bytes.Of(Message));
        Assert.Equal(Of(Message), hasher.Finish());
    }
}
