using System.Buffers.Binary;
using System.Text;

namespace Godwit.Proxy.Authentication.Ntlm;

/// <summary>The CHALLENGE message, MS-NLMP section 2.2.1.2.</summary>
internal static class ChallengeMessage
{
    private const int HeadBytes = 56;
    private const NtlmFlags Always = NtlmFlags.Ntlm | NtlmFlags.RequestTarget | NtlmFlags.TargetTypeDomain | NtlmFlags.TargetInfo | NtlmFlags.ExtendedSessionSecurity | NtlmFlags.Version;
    private const NtlmFlags WhenAsked = NtlmFlags.Sign | NtlmFlags.Seal | NtlmFlags.AlwaysSign | NtlmFlags.Key128 | NtlmFlags.Key56 | NtlmFlags.KeyExchange;

    // Section 2.2.2.10: product version, and revision 15 of the protocol. Some clients give up without it.
    private static ReadOnlySpan<byte> Version => [10, 0, 0x7C, 0x4F, 0, 0, 0, 15];

    /// <summary>Writes a challenge to a client that asked with these flags.</summary>
    public static byte[] Write(NtlmFlags asked, ReadOnlySpan<byte> serverChallenge, string domain, ReadOnlySpan<byte> targetInfo)
    {
        var unicode = asked.HasFlag(NtlmFlags.Unicode) || !asked.HasFlag(NtlmFlags.Oem);
        var name = (unicode ? Encoding.Unicode : Encoding.ASCII).GetBytes(domain);
        var message = new byte[HeadBytes + name.Length + targetInfo.Length];
        NtlmMessage.Signature.CopyTo(message);
        BinaryPrimitives.WriteUInt32LittleEndian(message.AsSpan(8), 2);
        WriteField(message, 12, name, HeadBytes);
        BinaryPrimitives.WriteUInt32LittleEndian(message.AsSpan(20), (uint)(Always | (asked & WhenAsked) | (unicode ? NtlmFlags.Unicode : NtlmFlags.Oem)));
        serverChallenge.CopyTo(message.AsSpan(24));
        WriteField(message, 40, targetInfo, HeadBytes + name.Length);
        Version.CopyTo(message.AsSpan(48));
        return message;
    }

    private static void WriteField(byte[] message, int at, ReadOnlySpan<byte> value, int offset)
    {
        BinaryPrimitives.WriteUInt16LittleEndian(message.AsSpan(at), (ushort)value.Length);
        BinaryPrimitives.WriteUInt16LittleEndian(message.AsSpan(at + 2), (ushort)value.Length);
        BinaryPrimitives.WriteInt32LittleEndian(message.AsSpan(at + 4), offset);
        value.CopyTo(message.AsSpan(offset));
    }
}
