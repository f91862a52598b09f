using System.Buffers.Binary;

namespace Godwit.Mail;

/// <summary>SHA-256 of a message in canonical form (bare LF turned to CRLF, a lone CR kept). Thirty-two bytes without an object.</summary>
public readonly record struct ContentHash(ulong A, ulong B, ulong C, ulong D)
{
    /// <summary>Length in bytes.</summary>
    public const int Size = 32;

    /// <summary>The hash in these 32 bytes.</summary>
    public static ContentHash Read(ReadOnlySpan<byte> bytes) => new(
        BinaryPrimitives.ReadUInt64BigEndian(bytes), BinaryPrimitives.ReadUInt64BigEndian(bytes[8..]),
        BinaryPrimitives.ReadUInt64BigEndian(bytes[16..]), BinaryPrimitives.ReadUInt64BigEndian(bytes[24..]));

    /// <summary>Writes the 32 bytes.</summary>
    public void Write(Span<byte> bytes)
    {
        BinaryPrimitives.WriteUInt64BigEndian(bytes, A);
        BinaryPrimitives.WriteUInt64BigEndian(bytes[8..], B);
        BinaryPrimitives.WriteUInt64BigEndian(bytes[16..], C);
        BinaryPrimitives.WriteUInt64BigEndian(bytes[24..], D);
    }

    /// <summary>False for the default value, which stands for "not hashed".</summary>
    public bool IsKnown => (A | B | C | D) != 0;

    /// <summary>Hexadecimal, lower case.</summary>
    public override string ToString() => $"{A:x16}{B:x16}{C:x16}{D:x16}";
}
