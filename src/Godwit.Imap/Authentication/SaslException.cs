namespace Godwit.Imap;

/// <summary>Why an exchange of challenges and responses cannot go on.</summary>
public enum SaslFailure
{
    /// <summary>A challenge does not follow the mechanism's grammar, exceeds a bound, or comes when none is due.</summary>
    BadChallenge,
    /// <summary>The server could not prove that it knows the secret.</summary>
    ServerNotProven,
    /// <summary>The server told within the exchange why it refuses.</summary>
    Refused,
}

/// <summary>
/// A sign-in that had to be given up by the client's half of a mechanism. This library knows no <see cref="Fault"/> kinds; a connector maps <see cref="Failure"/> to its own. The message holds no secret, and text of the
/// server in it is escaped and bounded.
/// </summary>
public sealed class SaslException : Exception
{
    /// <summary>A failure and one sentence about it.</summary>
    public SaslException(SaslFailure failure, string message) : base(message) => Failure = failure;

    /// <summary>Why.</summary>
    public SaslFailure Failure { get; }
}
