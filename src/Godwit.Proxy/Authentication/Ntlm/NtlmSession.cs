using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Godwit.Proxy.Authentication.Ntlm;

/// <summary>
/// The keys after a handshake, for the one message that each side signs when NTLM travels inside SPNEGO (MS-NLMP section 3.4.4.2, with extended session security; sequence number 0).
/// </summary>
/// <param name="sessionKey">The exported session key.</param>
/// <param name="flags">What was agreed on.</param>
internal sealed class NtlmSession(byte[] sessionKey, NtlmFlags flags)
{
    private const int SignatureBytes = 16;

    /// <summary>Our signature of a message.</summary>
    public byte[] Sign(ReadOnlySpan<byte> message) => Sign(message, "server-to-client");

    /// <summary>Whether a signature is the client's.</summary>
    public bool Verify(ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature) => CryptographicOperations.FixedTimeEquals(Sign(message, "client-to-server"), signature);

    // version 1 | checksum of 8 | sequence number
    private byte[] Sign(ReadOnlySpan<byte> message, string direction)
    {
        var checksum = PrescribedMd5.KeyedHash(Key(sessionKey, direction, "signing"), [0, 0, 0, 0, .. message]).AsSpan(0, 8);
        var signature = new byte[SignatureBytes];
        BinaryPrimitives.WriteUInt32LittleEndian(signature, 1);
        (flags.HasFlag(NtlmFlags.KeyExchange) ? Rc4.Transform(Key(SealingBase(), direction, "sealing"), checksum) : checksum.ToArray()).CopyTo(signature, 4);
        return signature;
    }

    // Section 3.4.5.3: the sealing key is made of as many bytes as were agreed on.
    private ReadOnlySpan<byte> SealingBase() => sessionKey.AsSpan(0, flags.HasFlag(NtlmFlags.Key128) ? 16 : flags.HasFlag(NtlmFlags.Key56) ? 7 : 5);

    private static byte[] Key(ReadOnlySpan<byte> from, string direction, string purpose) =>
        PrescribedMd5.Hash([.. from, .. System.Text.Encoding.ASCII.GetBytes($"session key to {direction} {purpose} key magic constant\0")]);
}
