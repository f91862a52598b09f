using System.Buffers.Binary;
using System.Numerics;

namespace Godwit.Proxy.Authentication.Ntlm;

/// <summary>MD4 (RFC 1320), which the NT hash is made with and .NET does not have. Broken as a hash; here only because the protocol prescribes it.</summary>
internal static class Md4
{
    private const int BlockBytes = 64;
    private static ReadOnlySpan<byte> Order2 => [0, 4, 8, 12, 1, 5, 9, 13, 2, 6, 10, 14, 3, 7, 11, 15];
    private static ReadOnlySpan<byte> Order3 => [0, 8, 4, 12, 2, 10, 6, 14, 1, 9, 5, 13, 3, 11, 7, 15];

    /// <summary>The 16 bytes of the digest.</summary>
    public static byte[] Hash(ReadOnlySpan<byte> message)
    {
        Span<uint> state = [0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476];
        var padded = Pad(message);
        for (var at = 0; at < padded.Length; at += BlockBytes) Transform(state, padded.AsSpan(at, BlockBytes));
        var digest = new byte[16];
        for (var word = 0; word < 4; word++) BinaryPrimitives.WriteUInt32LittleEndian(digest.AsSpan(word * 4), state[word]);
        return digest;
    }

    // Section 3.1 and 3.2: a one bit, zeros, and the length in bits.
    private static byte[] Pad(ReadOnlySpan<byte> message)
    {
        var padded = new byte[(message.Length + 8) / BlockBytes * BlockBytes + BlockBytes];
        message.CopyTo(padded);
        padded[message.Length] = 0x80;
        BinaryPrimitives.WriteUInt64LittleEndian(padded.AsSpan(padded.Length - 8), (ulong)message.Length * 8);
        return padded;
    }

    // Section 3.4: three rounds of 16 steps; each step renames (a, b, c, d) to (d, a, b, c).
    private static void Transform(Span<uint> state, ReadOnlySpan<byte> block)
    {
        Span<uint> x = stackalloc uint[16];
        for (var i = 0; i < 16; i++) x[i] = BinaryPrimitives.ReadUInt32LittleEndian(block[(i * 4)..]);
        var (a, b, c, d) = (state[0], state[1], state[2], state[3]);
        for (var i = 0; i < 16; i++) (a, b, c, d) = (d, BitOperations.RotateLeft(a + ((b & c) | (~b & d)) + x[i], Shift(i, 3, 7, 11, 19)), b, c);
        for (var i = 0; i < 16; i++) (a, b, c, d) = (d, BitOperations.RotateLeft(a + ((b & c) | (b & d) | (c & d)) + x[Order2[i]] + 0x5a827999, Shift(i, 3, 5, 9, 13)), b, c);
        for (var i = 0; i < 16; i++) (a, b, c, d) = (d, BitOperations.RotateLeft(a + (b ^ c ^ d) + x[Order3[i]] + 0x6ed9eba1, Shift(i, 3, 9, 11, 15)), b, c);
        (state[0], state[1], state[2], state[3]) = (state[0] + a, state[1] + b, state[2] + c, state[3] + d);
    }

    private static int Shift(int step, int first, int second, int third, int fourth) => (step % 4) switch { 0 => first, 1 => second, 2 => third, _ => fourth };
}
