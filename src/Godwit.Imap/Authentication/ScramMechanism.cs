using System.Security.Cryptography;
using System.Text;

namespace Godwit.Imap;

/// <summary>
/// SCRAM (RFC 5802 with SHA-1, RFC 7677 with SHA-256): the password never crosses the line, and the server proves that it knows it too. Works on lines in clear text; with a channel binding it also finds somebody in
/// the middle of TLS.
/// </summary>
public sealed class ScramMechanism : ISaslMechanism, IServerProof
{
    private const int NonceBytes = 18;
    private readonly SaslCredential _credential;
    private readonly HashAlgorithmName _hash;
    private readonly ChannelBinding? _binding;
    private readonly string _header;
    private readonly string _first;
    private readonly string _nonce;
    private byte[]? _serverSignature;
    private Step _step;

    private enum Step { First, Proof, Verify, Over }

    /// <summary>An exchange with a nonce of its own.</summary>
    /// <param name="credential">User and password.</param>
    /// <param name="hash">SHA-1 or SHA-256.</param>
    /// <param name="binding">The channel binding where the server offers the <c>-PLUS</c> form, else null.</param>
    /// <param name="nonce">Fills the nonce with unpredictable bytes; null takes the system's generator.</param>
    /// <exception cref="ArgumentException">Another hash, or a token in place of a password.</exception>
    public ScramMechanism(SaslCredential credential, HashAlgorithmName hash, ChannelBinding? binding = null, Action<Span<byte>>? nonce = null)
        : this(credential, hash, binding, NewNonce(nonce ?? RandomNumberGenerator.Fill)) { }

    internal ScramMechanism(SaslCredential credential, HashAlgorithmName hash, ChannelBinding? binding, string nonce)
    {
        ArgumentNullException.ThrowIfNull(credential);
        if (credential.IsToken) throw new ArgumentException("SCRAM needs a password.", nameof(credential));
        if (hash != HashAlgorithmName.SHA1 && hash != HashAlgorithmName.SHA256) throw new ArgumentException("SCRAM is known with SHA-1 and SHA-256.", nameof(hash));
        (_credential, _hash, _binding, _nonce) = (credential, hash, binding, nonce);
        var authorization = credential.AuthorizationId.Length == 0 ? "" : "a=" + GsHeader.Escape(credential.AuthorizationId);
        _header = $"{(binding is null ? "n" : "p=" + binding.Type)},{authorization},";
        _first = $"n={GsHeader.Escape(credential.User)},r={nonce}";
    }

    /// <inheritdoc/>
    public string Name => (_hash == HashAlgorithmName.SHA1 ? "SCRAM-SHA-1" : "SCRAM-SHA-256") + (_binding is null ? "" : "-PLUS");

    /// <inheritdoc/>
    public bool ServerIsProven { get; private set; }

    // RFC 5802 section 7: client-first-message = gs2-header client-first-message-bare
    /// <inheritdoc/>
    public byte[] InitialResponse()
    {
        _step = Step.Proof;
        return Encoding.UTF8.GetBytes(_header + _first);
    }

    /// <inheritdoc/>
    public byte[] Respond(ReadOnlySpan<byte> challenge)
    {
        switch (_step)
        {
            case Step.First: return InitialResponse();
            case Step.Proof: return Prove(ScramChallenge.Read(challenge, _nonce));
            case Step.Verify: Verify(challenge); return [];
            default: throw new SaslException(SaslFailure.BadChallenge, "The server asks on after it has proven itself.");
        }
    }

    // RFC 5802 section 7: client-final-message = channel-binding "," nonce ["," extensions] "," proof
    private byte[] Prove(ScramChallenge challenge)
    {
        byte[] binding = [.. Encoding.UTF8.GetBytes(_header), .. _binding is null ? [] : _binding.Data.Span];
        var final = $"c={Convert.ToBase64String(binding)},r={challenge.Nonce}";
        var proof = Sign(challenge, Encoding.UTF8.GetBytes($"{_first},{challenge.Text},{final}"));
        _step = Step.Verify;
        return Encoding.UTF8.GetBytes($"{final},p={Convert.ToBase64String(proof)}");
    }

    // RFC 5802 section 3
    private byte[] Sign(ScramChallenge challenge, byte[] message)
    {
        var password = SaslPrep.Prepare(_credential.Secret);
        var salted = new byte[_hash == HashAlgorithmName.SHA1 ? 20 : 32];
        Rfc2898DeriveBytes.Pbkdf2(password, challenge.Salt, salted, challenge.Iterations, _hash);
        var clientKey = CryptographicOperations.HmacData(_hash, salted, "Client Key"u8);
        var serverKey = CryptographicOperations.HmacData(_hash, salted, "Server Key"u8);
        var signature = CryptographicOperations.HmacData(_hash, CryptographicOperations.HashData(_hash, clientKey), message);
        for (var i = 0; i < signature.Length; i++) signature[i] ^= clientKey[i];
        _serverSignature = CryptographicOperations.HmacData(_hash, serverKey, message);
        foreach (var secret in (byte[][])[password, salted, clientKey, serverKey]) CryptographicOperations.ZeroMemory(secret);
        return signature;
    }

    // RFC 5802 section 7: server-final-message = (server-error / verifier) ["," extensions]
    private void Verify(ReadOnlySpan<byte> challenge)
    {
        _step = Step.Over;
        var text = Encoding.UTF8.GetString(challenge.Length <= ScramChallenge.MaxBytes ? challenge : []);
        if (text.StartsWith("e=", StringComparison.Ordinal)) throw new SaslException(SaslFailure.Refused, $"The server refused the proof: {OtherSideText.Show(text[2..])}.");
        var verifier = new byte[64];
        var right = text.StartsWith("v=", StringComparison.Ordinal)
            && Convert.TryFromBase64String(text[2..].Split(',')[0], verifier, out var length)
            && CryptographicOperations.FixedTimeEquals(verifier.AsSpan(0, length), _serverSignature);
        if (!right) throw new SaslException(SaslFailure.ServerNotProven, "The server does not know the password: it is not the one it says it is.");
        ServerIsProven = true;
    }

    private static string NewNonce(Action<Span<byte>> fill)
    {
        Span<byte> bytes = stackalloc byte[NonceBytes];
        fill(bytes);
        return Convert.ToBase64String(bytes);
    }
}
