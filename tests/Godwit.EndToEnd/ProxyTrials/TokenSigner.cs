using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Godwit.EndToEnd.ProxyTrials;

/// <summary>Signs tokens as an issuer does, with one key of its own (ES256, RFC 7518 section 3.4).</summary>
internal sealed class TokenSigner : IDisposable
{
    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    /// <summary>The key that others check its tokens with, as a set of one (RFC 7517 section 5).</summary>
    public string Keys
    {
        get
        {
            var point = _key.ExportParameters(false).Q;
            return JsonSerializer.Serialize(new { keys = new[] { new { kty = "EC", crv = "P-256", use = "sig", kid = "k1", x = Base64(point.X!), y = Base64(point.Y!) } } });
        }
    }

    /// <summary>A token for the account that moves, good for an hour.</summary>
    /// <param name="issuer">Who says so.</param>
    /// <param name="group">The group that the account is in.</param>
    /// <param name="signer">Another key, for a forgery.</param>
    public string Token(string issuer, string group, ECDsa? signer = null)
    {
        var claims = new Dictionary<string, object> { ["iss"] = issuer, ["aud"] = "godwit", ["preferred_username"] = "mig@mail.example", ["groups"] = (string[])[group], ["exp"] = DateTimeOffset.UtcNow.AddHours(1).ToUnixTimeSeconds() };
        var body = $"{Base64(JsonSerializer.SerializeToUtf8Bytes(new { alg = "ES256", typ = "JWT", kid = "k1" }))}.{Base64(JsonSerializer.SerializeToUtf8Bytes(claims))}";
        return $"{body}.{Base64((signer ?? _key).SignData(Encoding.ASCII.GetBytes(body), HashAlgorithmName.SHA256))}";
    }

    private static string Base64(byte[] bytes) => Convert.ToBase64String(bytes).TrimEnd('=').Replace('+', '-').Replace('/', '_');

    /// <inheritdoc/>
    public void Dispose() => _key.Dispose();
}
