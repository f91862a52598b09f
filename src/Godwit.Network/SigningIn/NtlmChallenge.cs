using System.Buffers.Binary;
using System.Text;

namespace Godwit.Network.SigningIn;

/// <summary>What a server tells about itself in the challenge of NTLM ([MS-NLMP] section 2.2.1.2), before anybody has signed in. The other side's text.</summary>
/// <param name="Computer">The server's NetBIOS name; null when it tells none.</param>
/// <param name="Domain">Its domain's NetBIOS name; null when it tells none.</param>
/// <param name="Clock">What its clock shows; null when it tells none.</param>
public sealed record NtlmChallenge(string? Computer, string? Domain, DateTimeOffset? Clock)
{
    /// <summary>
    /// The first message of NTLM, which names nobody: it asks for a challenge and is no attempt to sign in ([MS-NLMP] section 2.2.1.1; Unicode, NTLM, extended session security, version).
    /// </summary>
    public static string Question { get; } = Convert.ToBase64String(
        [.. "NTLMSSP\0"u8, 1, 0, 0, 0, 0x05, 0x82, 0x08, 0xA2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 10, 0, 0x61, 0x4A, 0, 0, 0, 15]);

    /// <summary>Reads a challenge from the text behind the scheme's name; null when it is none.</summary>
    public static NtlmChallenge? Read(string base64)
    {
        var bytes = new byte[Math.Min(base64.Length, 16 * 1024)];
        if (!Convert.TryFromBase64String(base64, bytes, out var length)) return null;
        var message = bytes.AsSpan(0, length);
        var start = message.IndexOf("NTLMSSP\0"u8); // inside SPNEGO it is wrapped
        if (start < 0) return null;
        message = message[start..];
        if (message.Length < 32 || message[8] != 2) return null;
        return message.Length < 48 ? new NtlmChallenge(null, null, null) : ReadTarget(message);
    }

    private static NtlmChallenge ReadTarget(ReadOnlySpan<byte> message)
    {
        int length = BinaryPrimitives.ReadUInt16LittleEndian(message[40..]);
        var at = BinaryPrimitives.ReadUInt32LittleEndian(message[44..]);
        var pairs = at + length <= message.Length ? message.Slice((int)at, length) : default;
        string? computer = null, domain = null;
        DateTimeOffset? clock = null;
        while (pairs.Length >= 4)
        {
            var (id, size) = (BinaryPrimitives.ReadUInt16LittleEndian(pairs), BinaryPrimitives.ReadUInt16LittleEndian(pairs[2..]));
            if (id == 0 || pairs.Length < 4 + size) break;
            var value = pairs.Slice(4, size);
            if (id == 1) computer = Encoding.Unicode.GetString(value);
            if (id == 2) domain = Encoding.Unicode.GetString(value);
            if (id == 7 && size == 8) clock = FromFileTime(BinaryPrimitives.ReadInt64LittleEndian(value));
            pairs = pairs[(4 + size)..];
        }
        return new NtlmChallenge(computer, domain, clock);
    }

    private static DateTimeOffset? FromFileTime(long ticks) =>
        ticks is > 0 and < 2_600_000_000_000_000_000 ? new DateTimeOffset(DateTime.FromFileTimeUtc(ticks)) : null;
}
