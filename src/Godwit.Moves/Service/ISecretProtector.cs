namespace Godwit.Moves;

/// <summary>Encrypts secrets before they are stored. What it gives is safe in a database dump.</summary>
public interface ISecretProtector
{
    /// <summary>Encrypts.</summary>
    string Protect(string secret);

    /// <summary>Decrypts.</summary>
    /// <exception cref="FaultException"><see cref="MoveFaults.SecretUnreadable"/>: the key is gone or the text was changed.</exception>
    string Unprotect(string protectedSecret);
}
