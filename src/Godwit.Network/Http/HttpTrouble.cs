namespace Godwit.Network.Http;

/// <summary>Why there is no answer.</summary>
public enum HttpTrouble
{
    /// <summary>The other side closed the connection without a byte.</summary>
    Closed,
    /// <summary>The connection was reset.</summary>
    Reset,
    /// <summary>Nothing came in time.</summary>
    Silent,
    /// <summary>What came is no HTTP/1 answer.</summary>
    NotHttp,
    /// <summary>The answer broke off.</summary>
    Cut,
    /// <summary>The head of the answer is beyond all measure.</summary>
    TooLarge,
}

/// <summary>There is no answer that could be read.</summary>
/// <param name="trouble">Why.</param>
/// <param name="seen">What came, escaped; empty when nothing did.</param>
public sealed class HttpTroubleException(HttpTrouble trouble, string seen = "") : IOException($"{trouble} {seen}".TrimEnd())
{
    /// <summary>Why.</summary>
    public HttpTrouble Trouble { get; } = trouble;

    /// <summary>What came, escaped.</summary>
    public string Seen { get; } = seen;
}
