using System.Security.Cryptography;
using System.Text;
using Godwit.Proxy.VirtualDirectory;

namespace Godwit.Proxy.Authentication.Ntlm;

/// <summary>What an NTLM handshake came to.</summary>
internal enum NtlmVerdict
{
    /// <summary>The client knows the hash, nothing was altered, the channel is ours.</summary>
    Proven,
    /// <summary>The client does not know the hash.</summary>
    WrongProof,
    /// <summary>A message was altered on its way.</summary>
    Altered,
    /// <summary>The client spoke over another TLS channel, or did not say over which where that is demanded.</summary>
    WrongChannel,
}

/// <summary>
/// One NTLMv2 handshake, seen from the server (MS-NLMP section 3.2.5): its challenge, and the check of the client's answer. It lives on one connection and serves for one answer.
/// </summary>
internal sealed class NtlmHandshake
{
    private readonly byte[] _negotiate;
    private readonly byte[] _serverChallenge = RandomNumberGenerator.GetBytes(8);

    /// <param name="negotiate">The client's first message.</param>
    /// <param name="domain">Our domain.</param>
    /// <param name="server">Our name.</param>
    /// <param name="now">The time in the challenge.</param>
    /// <exception cref="FormatException">The message is cut.</exception>
    public NtlmHandshake(byte[] negotiate, string domain, string server, DateTimeOffset now)
    {
        _negotiate = negotiate;
        Challenge = ChallengeMessage.Write(NtlmMessage.FlagsOfNegotiate(negotiate), _serverChallenge, domain, AvPairs.Write(domain, server, now));
    }

    /// <summary>The message that challenges the client.</summary>
    public byte[] Challenge { get; }

    /// <summary>Checks the client's answer: <list type="number"><item>the proof, over our challenge and its own attributes;</item><item>the integrity code over all three messages, where the attributes
    /// promise one;</item><item>the channel binding among the attributes.</item></list></summary>
    /// <param name="answer">The answer.</param>
    /// <param name="ntHash">The user's NT hash; for nobody any 16 bytes.</param>
    /// <param name="binding">The binding of our channel (<see cref="ChannelBindings.NtlmHash"/>).</param>
    /// <param name="policy">What is demanded.</param>
    /// <param name="sessionKey">The exported session key.</param>
    /// <exception cref="FormatException">The answer is cut.</exception>
    public NtlmVerdict Check(AuthenticateMessage answer, ReadOnlySpan<byte> ntHash, ReadOnlySpan<byte> binding, ExtendedProtectionTokenChecking policy, out byte[] sessionKey)
    {
        // Section 3.3.2: NTOWFv2, NTProofStr and SessionBaseKey.
        var responseKey = PrescribedMd5.KeyedHash(ntHash, Encoding.Unicode.GetBytes(answer.User.ToUpperInvariant() + answer.Domain));
        var proof = PrescribedMd5.KeyedHash(responseKey, [.. _serverChallenge, .. answer.Blob]);
        sessionKey = SessionKey(answer, PrescribedMd5.KeyedHash(responseKey, proof));
        if (!CryptographicOperations.FixedTimeEquals(proof, answer.Proof)) return NtlmVerdict.WrongProof;
        if (PromisesIntegrityCode(answer) && !HasIntegrity(answer, sessionKey)) return NtlmVerdict.Altered;
        return IsOurChannel(AvPairs.Find(answer.TargetInfo, AvId.ChannelBindings), binding, policy) ? NtlmVerdict.Proven : NtlmVerdict.WrongChannel;
    }

    // Section 3.4.5.1: with NTLMv2 the key exchange key is the session base key.
    private static byte[] SessionKey(AuthenticateMessage answer, byte[] baseKey) =>
        answer.Flags.HasFlag(NtlmFlags.KeyExchange) && answer.EncryptedSessionKey.Length == 16 ? Rc4.Transform(baseKey, answer.EncryptedSessionKey) : baseKey;

    private static bool PromisesIntegrityCode(AuthenticateMessage answer)
    {
        var flags = AvPairs.Find(answer.TargetInfo, AvId.Flags);
        return flags.Length == 4 && (BitConverter.ToUInt32(flags) & AvPairs.HasIntegrityCode) != 0;
    }

    private bool HasIntegrity(AuthenticateMessage answer, byte[] sessionKey)
    {
        var code = PrescribedMd5.KeyedHash(sessionKey, [.. _negotiate, .. Challenge, .. answer.WithoutIntegrityCode()]);
        return CryptographicOperations.FixedTimeEquals(code, answer.IntegrityCode);
    }

    // Section 3.1.5.1.2: sixteen zeros are a client's way to say that it has no binding.
    private static bool IsOurChannel(ReadOnlySpan<byte> sent, ReadOnlySpan<byte> ours, ExtendedProtectionTokenChecking policy)
    {
        if (policy == ExtendedProtectionTokenChecking.None) return true;
        var isSent = sent.Length == 16 && sent.ContainsAnyExcept((byte)0);
        if (!isSent) return policy == ExtendedProtectionTokenChecking.Allow && (sent.IsEmpty || sent.Length == 16);
        return CryptographicOperations.FixedTimeEquals(sent, ours);
    }
}
