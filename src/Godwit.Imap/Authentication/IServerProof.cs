namespace Godwit.Imap;

/// <summary>
/// A mechanism in which the server too proves that it knows the secret. After the tagged OK <see cref="ServerIsProven"/> must be true; else something on the way said OK in the
/// server's place, and the session must not be used.
/// </summary>
public interface IServerProof
{
    /// <summary>True once the server's proof has been seen and is right.</summary>
    bool ServerIsProven { get; }
}
