namespace Godwit.Imap;

/// <summary>One way of proving who one is (RFC 4422): the client's half of an exchange of challenges and responses. Used for one sign-in.</summary>
public interface ISaslMechanism
{
    /// <summary>The registered name, such as <c>PLAIN</c>.</summary>
    string Name { get; }

    /// <summary>What can be said before the server's first challenge; null when there is nothing, empty when it is said with nothing.</summary>
    byte[]? InitialResponse();

    /// <summary>The answer to a challenge.</summary>
    /// <exception cref="SaslException">The challenge makes no sense, or the server's own proof is wrong: it is not who it says it is. The exchange must be given up.</exception>
    byte[] Respond(ReadOnlySpan<byte> challenge);
}
