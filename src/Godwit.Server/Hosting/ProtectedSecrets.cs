using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;

namespace Godwit.Server.Hosting;

/// <summary>Encrypts with ASP.NET Core Data Protection: keys of their own beside the data, rotated every 90 days, old ones kept to read what they wrote.</summary>
/// <param name="keys">The keys' folder.</param>
internal sealed class ProtectedSecrets(string keys) : ISecretProtector
{
    private readonly IDataProtector _protector = DataProtectionProvider.Create(new DirectoryInfo(keys), static settings => settings.SetApplicationName("godwit")).CreateProtector("endpoint and mailbox passwords");

    /// <inheritdoc/>
    public string Protect(string secret) => _protector.Protect(secret);

    /// <inheritdoc/>
    public string Unprotect(string protectedSecret)
    {
        try
        {
            return _protector.Unprotect(protectedSecret);
        }
        catch (CryptographicException refusal)
        {
            throw MoveFaults.Refuse(MoveFaults.SecretUnreadable, $"A stored password cannot be decrypted: its key is not in '{keys}'. Restore that folder, or give the credentials anew.", refusal);
        }
    }
}
