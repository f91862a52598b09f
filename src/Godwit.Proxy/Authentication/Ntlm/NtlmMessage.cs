using System.Buffers.Binary;

namespace Godwit.Proxy.Authentication.Ntlm;

/// <summary>What all NTLM messages begin with: signature and type, MS-NLMP section 2.2.1.</summary>
internal static class NtlmMessage
{
    /// <summary>The longest message that is looked at.</summary>
    public const int MaxBytes = 16 * 1024;

    public const int Negotiate = 1;
    public const int Authenticate = 3;

    public static ReadOnlySpan<byte> Signature => "NTLMSSP\0"u8;

    /// <summary>The type of a message; 0 when it is none.</summary>
    public static int TypeOf(ReadOnlySpan<byte> message) =>
        message.Length >= 12 && message.Length <= MaxBytes && message.StartsWith(Signature) ? (int)Math.Min(BinaryPrimitives.ReadUInt32LittleEndian(message[8..]), 4) : 0;

    /// <summary>The flags of a NEGOTIATE message. Short ones, without domain and workstation, are common.</summary>
    /// <exception cref="FormatException">It is cut.</exception>
    public static NtlmFlags FlagsOfNegotiate(ReadOnlySpan<byte> message) =>
        message.Length >= 16 ? (NtlmFlags)BinaryPrimitives.ReadUInt32LittleEndian(message[12..]) : throw new FormatException("the NEGOTIATE message is cut");

    /// <summary>A field: length, reserved length, offset from the message's beginning.</summary>
    /// <exception cref="FormatException">It lies outside the message.</exception>
    public static ReadOnlySpan<byte> Field(ReadOnlySpan<byte> message, int at)
    {
        if (message.Length < at + 8) throw new FormatException("an NTLM message is cut");
        int length = BinaryPrimitives.ReadUInt16LittleEndian(message[at..]);
        var offset = BinaryPrimitives.ReadUInt32LittleEndian(message[(at + 4)..]);
        if (length == 0) return [];
        if (offset > (uint)message.Length || length > message.Length - (int)offset) throw new FormatException("a field lies outside its NTLM message");
        return message.Slice((int)offset, length);
    }
}
