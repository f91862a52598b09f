using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Godwit.Mail.Tests;

public sealed class CanonicalHasherTests
{
    private static MessageDigest Digest(byte[] message, params int[] cuts)
    {
        using var hasher = new CanonicalHasher();
        foreach (var piece in Bytes.Cut(message, cuts)) hasher.Append(piece);
        return hasher.Finish();
    }

    private static MessageDigest Digest(string message) => Digest(Bytes.Of(message));

    /// <summary>The definition, written the slow way.</summary>
    private static byte[] Canonical(byte[] message)
    {
        var output = new List<byte>();
        for (var i = 0; i < message.Length; i++)
        {
            if (message[i] == '\n' && (i == 0 || message[i - 1] != '\r')) output.Add((byte)'\r');
            output.Add(message[i]);
        }
        return [.. output];
    }

    private static ulong HeaderOf(string headerBlock) => BinaryPrimitives.ReadUInt64BigEndian(SHA256.HashData(Bytes.Of(headerBlock)));

    [Fact]
    public void It_is_the_sha256_of_the_canonical_form() => Always.Holds(Bytes.Any, message =>
        Digest(message).Content == ContentHash.Read(SHA256.HashData(Canonical(message))) && Digest(message).CanonicalLength == Canonical(message).Length);

    [Fact]
    public void Where_the_pieces_are_cut_does_not_matter() => Always.Holds(
        from message in Bytes.MessageLike from cuts in Bytes.Cuts select (message, cuts), t => Digest(t.message, t.cuts) == Digest(t.message));

    [Fact]
    public void A_bare_line_feed_counts_as_a_line_break() =>
        Assert.Equal(Digest("Subject: x\r\n\r\nline\r\nline\r\n"), Digest("Subject: x\n\nline\nline\n"));

    [Fact]
    public void A_lone_carriage_return_is_kept()
    {
        Assert.NotEqual(Digest("a\rb"), Digest("ab"));
        Assert.NotEqual(Digest("a\rb"), Digest("a\r\nb"));
        Assert.NotEqual(Digest("a\r\r\nb"), Digest("a\r\nb"));
    }

    [Fact]
    public void The_header_hash_ends_behind_the_blank_line()
    {
        var header = HeaderOf("Subject: x\r\n\r\n");
        Assert.Equal(header, Digest("Subject: x\r\n\r\none body").Header);
        Assert.Equal(header, Digest("Subject: x\n\nanother\n\nbody").Header);
        Assert.Equal(header, Digest("Subject: x\r\n\r\n").Header);
    }

    [Fact]
    public void A_message_of_headers_only_is_hashed_whole()
    {
        Assert.Equal(HeaderOf("Subject: x\r\n"), Digest("Subject: x\n").Header);
        Assert.Equal(HeaderOf("Subject: x"), Digest("Subject: x").Header);
    }

    [Fact]
    public void A_message_that_begins_with_a_blank_line_has_an_empty_header() => Assert.Equal(HeaderOf("\r\n"), Digest("\nbody").Header);

    [Fact]
    public void The_empty_message_has_the_hash_of_nothing()
    {
        var digest = Digest("");
        Assert.Equal("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", digest.Content.ToString());
        Assert.Equal(0, digest.CanonicalLength);
        Assert.True(digest.Content.IsKnown);
        Assert.False(default(ContentHash).IsKnown);
    }

    [Fact]
    public void One_message_leaves_no_trace_in_the_next()
    {
        using var hasher = new CanonicalHasher();
        hasher.Append("Subject: x\r\n\r\nends with a carriage return\r"u8);
        hasher.Finish();
        hasher.Append("\nSubject: y\n\n"u8);
        Assert.Equal(Digest("\nSubject: y\n\n"), hasher.Finish());
        hasher.Append("forgotten"u8);
        hasher.Reset();
        hasher.Append("Subject: x"u8);
        Assert.Equal(Digest("Subject: x"), hasher.Finish());
    }

    [Fact]
    public void A_hash_survives_its_thirty_two_bytes() => Always.Holds(Bytes.Any, message =>
    {
        var hash = Digest(message).Content;
        Span<byte> bytes = stackalloc byte[ContentHash.Size];
        hash.Write(bytes);
        return ContentHash.Read(bytes) == hash && Convert.ToHexStringLower(bytes) == hash.ToString();
    });
}
