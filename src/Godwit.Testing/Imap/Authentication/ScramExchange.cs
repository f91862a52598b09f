using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Godwit.Testing.Imap;

/// <summary>SCRAM (RFC 5802, RFC 7677) from the server's side, without channel binding, written apart from the client library's.</summary>
internal sealed class ScramExchange(Accounts accounts, string mechanism) : ServerSasl
{
    private const int Iterations = 4_096;
    private static int _exchanges;
    private readonly HashAlgorithmName _hash = mechanism == "SCRAM-SHA-256" ? HashAlgorithmName.SHA256 : HashAlgorithmName.SHA1;
    private string _user = "", _authorise = "", _clientFirst = "", _serverFirst = "", _nonce = "", _header = "";
    private TestMailbox? _proven;

    public override SaslStep Take(byte[] response)
    {
        if (_proven is not null) return new SaslStep(_proven, null);
        var text = Encoding.UTF8.GetString(response);
        return _serverFirst.Length == 0 ? TakeFirst(text) : TakeProof(text);
    }

    // client-first-message = gs2-header client-first-message-bare
    private SaslStep TakeFirst(string text)
    {
        var parts = text.Split(',');
        if (parts.Length < 4 || parts[0] is not ("n" or "y")) return SaslStep.Refused;
        _header = $"{parts[0]},{parts[1]},";
        _clientFirst = text[_header.Length..];
        _authorise = parts[1].StartsWith("a=", StringComparison.Ordinal) ? Name(parts[1]) : "";
        _user = Name(parts[2]);
        _nonce = parts[3][2..] + string.Create(CultureInfo.InvariantCulture, $"server{Interlocked.Increment(ref _exchanges)}");
        _serverFirst = string.Create(CultureInfo.InvariantCulture, $"r={_nonce},s={Convert.ToBase64String(Salt())},i={Iterations}");
        return new SaslStep(null, Encoding.UTF8.GetBytes(_serverFirst));
    }

    // client-final-message = channel-binding "," nonce "," proof
    private SaslStep TakeProof(string text)
    {
        var at = text.LastIndexOf(",p=", StringComparison.Ordinal);
        var binding = $"c={Convert.ToBase64String(Encoding.UTF8.GetBytes(_header))},r={_nonce}";
        if (at < 0 || text[..at] != binding || accounts.PasswordOf(_user) is not { } password || !accounts.MayBe(_user, _authorise)) return SaslStep.Refused;
        var signed = Encoding.UTF8.GetBytes($"{_clientFirst},{_serverFirst},{binding}");
        var salted = Rfc2898DeriveBytes.Pbkdf2(Encoding.UTF8.GetBytes(password), Salt(), Iterations, _hash, _hash == HashAlgorithmName.SHA256 ? 32 : 20);
        var clientKey = Mac(salted, "Client Key"u8.ToArray());
        var proof = clientKey.Zip(Mac(CryptographicOperations.HashData(_hash, clientKey), signed), (a, b) => (byte)(a ^ b));
        if (Convert.ToBase64String([.. proof]) != text[(at + 3)..]) return SaslStep.Refused;
        _proven = accounts.Mailbox(_authorise.Length == 0 ? _user : _authorise);
        var verifier = Mac(Mac(salted, "Server Key"u8.ToArray()), signed);
        return _proven is null ? SaslStep.Refused : new SaslStep(null, Encoding.UTF8.GetBytes($"v={Convert.ToBase64String(verifier)}"));
    }

    private byte[] Salt() => Encoding.UTF8.GetBytes("salt of " + _user);

    private byte[] Mac(byte[] key, byte[] data) => CryptographicOperations.HmacData(_hash, key, data);

    private static string Name(string attribute) =>
        attribute[2..].Replace("=2C", ",", StringComparison.Ordinal).Replace("=3D", "=", StringComparison.Ordinal);
}
