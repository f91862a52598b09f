using System.Buffers.Binary;
using System.Text;

namespace Godwit.Proxy.Authentication.Ntlm;

/// <summary>The AUTHENTICATE message, MS-NLMP section 2.2.1.3, as far as an acceptor of NTLMv2 needs it.</summary>
internal sealed class AuthenticateMessage
{
    private const int IntegrityCodeAt = 72;
    private const int IntegrityCodeBytes = 16;
    private const int ProofBytes = 16;
    private const int BlobHeadBytes = 28;

    private AuthenticateMessage(byte[] bytes) => Bytes = bytes;

    /// <summary>The whole message.</summary>
    public byte[] Bytes { get; }

    public required NtlmFlags Flags { get; init; }

    public required string Domain { get; init; }

    public required string User { get; init; }

    /// <summary>What proves that the client knows the hash (section 3.3.2: NTProofStr).</summary>
    public required byte[] Proof { get; init; }

    /// <summary>What the proof covers besides the challenge (section 2.2.2.7: NTLMv2_CLIENT_CHALLENGE).</summary>
    public required byte[] Blob { get; init; }

    /// <summary>The session key, encrypted.</summary>
    public required byte[] EncryptedSessionKey { get; init; }

    /// <summary>The attributes that the client sends back, with what it added; they are covered by the proof.</summary>
    public ReadOnlySpan<byte> TargetInfo => Blob.AsSpan(BlobHeadBytes);

    /// <summary>Reads a message.</summary>
    /// <exception cref="FormatException">It is cut, or is not NTLMv2.</exception>
    public static AuthenticateMessage Read(byte[] bytes)
    {
        if (bytes.Length < 64) throw new FormatException("the AUTHENTICATE message is cut");
        var flags = (NtlmFlags)BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(60));
        var response = NtlmMessage.Field(bytes, 20);
        // A response of 24 bytes is NTLMv1, which is not accepted; an empty one is anonymous.
        if (response.Length < ProofBytes + BlobHeadBytes + 4 || response[ProofBytes] != 1) throw new FormatException("the response is not NTLMv2");
        return new AuthenticateMessage(bytes)
        {
            Flags = flags,
            Domain = Text(NtlmMessage.Field(bytes, 28), flags),
            User = Text(NtlmMessage.Field(bytes, 36), flags),
            Proof = response[..ProofBytes].ToArray(),
            Blob = response[ProofBytes..].ToArray(),
            EncryptedSessionKey = NtlmMessage.Field(bytes, 52).ToArray(),
        };
    }

    /// <summary>The integrity code over all three messages.</summary>
    /// <exception cref="FormatException">The message has no room for it.</exception>
    public ReadOnlySpan<byte> IntegrityCode =>
        Bytes.Length >= IntegrityCodeAt + IntegrityCodeBytes ? Bytes.AsSpan(IntegrityCodeAt, IntegrityCodeBytes) : throw new FormatException("there is no room for an integrity code");

    /// <summary>The message as the integrity code was made over it: with zeros in its place.</summary>
    public byte[] WithoutIntegrityCode()
    {
        var copy = Bytes.ToArray();
        copy.AsSpan(IntegrityCodeAt, IntegrityCodeBytes).Clear();
        return copy;
    }

    private static string Text(ReadOnlySpan<byte> bytes, NtlmFlags flags) => (flags.HasFlag(NtlmFlags.Unicode) ? Encoding.Unicode : Encoding.Latin1).GetString(bytes);
}
