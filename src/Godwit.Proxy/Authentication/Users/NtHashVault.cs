using System.Security.Cryptography;
using System.Text;
using Godwit.Proxy.Authentication.Ntlm;

namespace Godwit.Proxy.Authentication.Users;

/// <summary>
/// Keeps NT hashes encrypted (AES-256-GCM, bound to the user's name) with a key in a file of its own: an NT hash is as good as the password, so the users file alone must not give it away.
/// </summary>
/// <param name="keyFile">The file with the key: 32 random bytes in base64.</param>
public sealed class NtHashVault(string keyFile)
{
    private const string Kind = "aes256gcm";
    private const int NonceBytes = 12;
    private const int TagBytes = 16;
    private const int HashBytes = 16;

    private readonly WatchedFile<byte[]> _key = new(keyFile, ReadKey);

    /// <summary>
    /// Makes a key file that only its owner can read; one that is there already stays. Where users have NT hashes none is made: they were encrypted with a key that is lost or elsewhere, and a new one
    /// would only hide that.
    /// </summary>
    /// <param name="keyFile">The file.</param>
    /// <param name="users">Whose NT hashes it will be for.</param>
    /// <exception cref="FaultException">It cannot be written, or is missing though there are NT hashes.</exception>
    public static void CreateKey(string keyFile, UserTable users)
    {
        ArgumentNullException.ThrowIfNull(users);
        try
        {
            if (File.Exists(keyFile)) return;
            if (users.AnyNtHash) throw ConfigurationFaults.Refuse(ConfigurationFaults.FileUnusable,
                $"The key file '{keyFile}' is missing, though users have NT hashes that were encrypted with it: put it back, or remove those users and add them anew.");
            AtomicFile.WriteIfMissing(keyFile, Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)) + "\n");
        }
        catch (Exception unwritable) when (unwritable is IOException or UnauthorizedAccessException)
        {
            throw ConfigurationFaults.Refuse(ConfigurationFaults.FileUnusable, $"The key file '{keyFile}' cannot be written: {unwritable.Message}", unwritable);
        }
    }

    /// <summary>Reads the key, so that a mistake is told at the start.</summary>
    /// <exception cref="FaultException">It cannot be read.</exception>
    public void Check() => _ = _key.Current;

    /// <summary>Encrypts the NT hash of a password.</summary>
    /// <exception cref="FaultException">The key cannot be read.</exception>
    public string Protect(string user, string password)
    {
        var (nonce, sealedHash, tag) = (RandomNumberGenerator.GetBytes(NonceBytes), new byte[HashBytes], new byte[TagBytes]);
        using var cipher = new AesGcm(_key.Current, TagBytes);
        cipher.Encrypt(nonce, Md4.Hash(Encoding.Unicode.GetBytes(password)), sealedHash, tag, NameOf(user));
        return $"{Kind}${Convert.ToBase64String(nonce)}${Convert.ToBase64String(sealedHash)}${Convert.ToBase64String(tag)}";
    }

    /// <summary>The NT hash of a user; null when it was made with another key or for another user.</summary>
    internal byte[]? Reveal(string user, string kept)
    {
        var parts = kept.Split('$');
        if (parts.Length != 4 || parts[0] != Kind) return null;
        try
        {
            var hash = new byte[HashBytes];
            using var cipher = new AesGcm(_key.Current, TagBytes);
            cipher.Decrypt(Convert.FromBase64String(parts[1]), Convert.FromBase64String(parts[2]), Convert.FromBase64String(parts[3]), hash, NameOf(user));
            return hash;
        }
        catch (Exception foreign) when (foreign is CryptographicException or FormatException or ArgumentException)
        {
            return null;
        }
    }

    private static byte[] NameOf(string user) => Encoding.UTF8.GetBytes(user.ToUpperInvariant());

    private static byte[] ReadKey(string path)
    {
        var key = new byte[64];
        return Convert.TryFromBase64String(SecretFile.Read(path).Trim(), key, out var length) && length == 32
            ? key[..32]
            : throw ConfigurationFaults.Refuse(ConfigurationFaults.FileUnusable, $"The key file '{path}' does not hold 32 bytes in base64.");
    }
}
