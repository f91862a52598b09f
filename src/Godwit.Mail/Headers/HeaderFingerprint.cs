using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Godwit.Mail;

/// <summary>
/// Sixteen bytes that stay equal when a server or another tool rewrites a header block: a hash over <c>From</c>, <c>To</c>, <c>Cc</c>, <c>Subject</c> and <c>Date</c>,
/// in this order whatever the block's, decoded, without white space (refolding adds and takes it). <c>Message-ID</c>, <c>Received</c>, <c>X-TUID</c>,
/// <c>Content-Length</c> and everything else may be added, changed or lost. Two messages of one sender may share it: use it together with the body
/// (<see cref="MessageFingerprint"/>).
/// </summary>
public readonly record struct HeaderFingerprint(ulong A, ulong B)
{
    private static readonly byte[][] Names = ["from"u8.ToArray(), "to"u8.ToArray(), "cc"u8.ToArray(), "subject"u8.ToArray(), "date"u8.ToArray()];

    /// <summary>The fingerprint of the header block with which these bytes begin, as far as <see cref="HeaderLimits"/> reach. Never throws.</summary>
    public static HeaderFingerprint Of(ReadOnlySpan<byte> headerBlock)
    {
        var text = new ArrayBufferWriter<byte>(512);
        foreach (var name in Names)
        {
            foreach (var field in new HeaderReader(headerBlock))
            {
                if (field.Is(name)) Add(text, name, field.Value);
            }
        }
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(text.WrittenSpan, hash);
        return new HeaderFingerprint(BinaryPrimitives.ReadUInt64BigEndian(hash), BinaryPrimitives.ReadUInt64BigEndian(hash[8..]));
    }

    private static void Add(ArrayBufferWriter<byte> text, ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        text.Write(name);
        text.Write(":"u8);
        // Raw 8-bit text and encoded words are two spellings of one value; only they cost a string.
        var isPlain = Ascii.IsValid(value) && value.IndexOf("=?"u8) < 0;
        WriteWithoutSpace(text, isPlain ? value : Encoding.UTF8.GetBytes(FieldText.Decode(value)));
        text.Write("\n"u8);
    }

    private static void WriteWithoutSpace(ArrayBufferWriter<byte> text, ReadOnlySpan<byte> value)
    {
        while (!value.IsEmpty)
        {
            var run = value.IndexOfAny(" \t\r\n"u8);
            if (run < 0) run = value.Length;
            text.Write(value[..run]);
            value = value[Math.Min(run + 1, value.Length)..];
        }
    }

    /// <summary>Hexadecimal, lower case.</summary>
    public override string ToString() => $"{A:x16}{B:x16}";
}
