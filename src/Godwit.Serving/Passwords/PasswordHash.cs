using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Godwit.Serving;

/// <summary>Slow salted hashes of passwords: PBKDF2 (RFC 8018) with HMAC-SHA-512, as <c>pbkdf2-sha512$ITERATIONS$SALT$HASH</c> in base64.</summary>
public static class PasswordHash
{
    /// <summary>How often new hashes are stirred; some tenths of a second.</summary>
    public const int DefaultIterations = 210_000;

    private const string Kind = "pbkdf2-sha512";
    private const int SaltBytes = 16;
    private const int HashBytes = 32;
    private const int MaxIterations = 10_000_000;

    /// <summary>Compared with when there is no such user, so that the answer takes as long.</summary>
    public static readonly string OfNobody = $"{Kind}${DefaultIterations}${new string('A', 22)}==${new string('A', 43)}=";

    /// <summary>The hash of a password with a fresh salt.</summary>
    public static string Create(string password, int iterations = DefaultIterations)
    {
        var salt = RandomNumberGenerator.GetBytes(SaltBytes);
        return string.Create(CultureInfo.InvariantCulture, $"{Kind}${iterations}${Convert.ToBase64String(salt)}${Convert.ToBase64String(Stir(password, salt, iterations))}");
    }

    /// <summary>Whether a password is the one; takes the same time for each wrong one.</summary>
    public static bool Verify(string password, string hash)
    {
        var parts = hash.Split('$');
        if (parts.Length != 4 || parts[0] != Kind || !int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var iterations) || iterations is 0 or > MaxIterations) return false;
        var (salt, expected) = (new byte[64], new byte[64]);
        if (!Convert.TryFromBase64String(parts[2], salt, out var saltLength) || !Convert.TryFromBase64String(parts[3], expected, out var length) || length != HashBytes) return false;
        return CryptographicOperations.FixedTimeEquals(Stir(password, salt.AsSpan(0, saltLength), iterations), expected.AsSpan(0, length));
    }

    // NFC, so that the same password typed on two keyboards is the same (RFC 8265 section 4.2).
    private static byte[] Stir(string password, ReadOnlySpan<byte> salt, int iterations) =>
        Rfc2898DeriveBytes.Pbkdf2(Encoding.UTF8.GetBytes(ComposedForm.Of(password)), salt, iterations, HashAlgorithmName.SHA512, HashBytes);
}
