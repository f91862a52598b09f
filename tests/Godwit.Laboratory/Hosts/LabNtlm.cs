using System.Buffers.Binary;
using System.Text;

namespace Godwit.Laboratory;

/// <summary>The server's side of NTLM, as far as a client must see it: a challenge that is well formed. Whether the answer is accepted is the world's decision.</summary>
internal static class LabNtlm
{
    /// <summary>1 for a client's first message, 3 for its last, 0 for anything else.</summary>
    public static int Message(string? authorization)
    {
        if (authorization?.StartsWith("NTLM ", StringComparison.OrdinalIgnoreCase) != true) return 0;
        var bytes = Convert.FromBase64String(authorization[5..]);
        return bytes.Length > 12 && bytes.AsSpan(0, 8).SequenceEqual("NTLMSSP\0"u8) ? bytes[8] : 0;
    }

    public static string Challenge(string domain, string computer, Random random)
    {
        var target = Encoding.Unicode.GetBytes(domain);
        byte[] info = [.. Pair(2, domain), .. Pair(1, computer), .. Pair(4, domain.ToLowerInvariant() + ".local"), 0, 0, 0, 0];
        var message = new byte[56 + target.Length + info.Length];
        "NTLMSSP\0"u8.CopyTo(message);
        message[8] = 2;
        Vector(message.AsSpan(12), target.Length, 56);
        BinaryPrimitives.WriteUInt32LittleEndian(message.AsSpan(20), 0xE2898235); // what Windows answers to a client that offers all of it
        random.NextBytes(message.AsSpan(24, 8));
        Vector(message.AsSpan(40), info.Length, 56 + target.Length);
        ReadOnlySpan<byte> version = [10, 0, 0x61, 0x4A, 0, 0, 0, 15];
        version.CopyTo(message.AsSpan(48));
        target.CopyTo(message.AsSpan(56));
        info.CopyTo(message.AsSpan(56 + target.Length));
        return "NTLM " + Convert.ToBase64String(message);
    }

    private static byte[] Pair(ushort id, string text)
    {
        var value = Encoding.Unicode.GetBytes(text);
        return [(byte)id, 0, (byte)value.Length, (byte)(value.Length >> 8), .. value];
    }

    private static void Vector(Span<byte> at, int length, int offset)
    {
        BinaryPrimitives.WriteUInt16LittleEndian(at, (ushort)length);
        BinaryPrimitives.WriteUInt16LittleEndian(at[2..], (ushort)length);
        BinaryPrimitives.WriteUInt32LittleEndian(at[4..], (uint)offset);
    }
}
