namespace Godwit.Network.Dns;

/// <summary>What came of a question to a DNS server.</summary>
public enum DnsOutcome
{
    /// <summary>There are records of the type.</summary>
    Found,
    /// <summary>The name exists and has no record of the type.</summary>
    NoRecord,
    /// <summary>The name does not exist (NXDOMAIN).</summary>
    NoSuchName,
    /// <summary>The server could not find out (SERVFAIL).</summary>
    ServerFailure,
    /// <summary>The server will not answer us (REFUSED and the like).</summary>
    Refused,
    /// <summary>No answer in time, or none could be sent for.</summary>
    NoAnswer,
    /// <summary>The answer cannot be read.</summary>
    Unreadable,
}

/// <summary>The answer of one server to one question.</summary>
/// <param name="Outcome">What came of it.</param>
/// <param name="Records">The records of the answer section, aliases included, in the server's order; at most <see cref="DnsMessage.MaxRecords"/>.</param>
public sealed record DnsAnswer(DnsOutcome Outcome, IReadOnlyList<DnsRecord> Records)
{
    /// <summary>An answer without records.</summary>
    public static DnsAnswer Without(DnsOutcome outcome) => new(outcome, []);

    /// <summary>True when the server answered at all, whatever it said.</summary>
    public bool IsFromServer => Outcome is not (DnsOutcome.NoAnswer or DnsOutcome.Unreadable);
}
