namespace Godwit.EndToEnd.Relays;

/// <summary>What becomes of bytes that were on their way when the client died.</summary>
public enum Aftermath
{
    /// <summary>They arrive, as from the buffers of a dead process's machine.</summary>
    Delivered,
    /// <summary>All but the last byte arrive, then the connection breaks.</summary>
    Dropped,
    /// <summary>They arrive when the next client lists the target.</summary>
    LateAtListing,
    /// <summary>They arrive when the next client begins to write.</summary>
    LateAtWriting,
}

/// <summary>When to strike, and what then.</summary>
/// <param name="Moment">At which kind of place.</param>
/// <param name="Count">At the how manieth, from 1.</param>
/// <param name="Aftermath">What becomes of the bytes under way.</param>
/// <param name="Strike">What happens to the client then.</param>
public sealed record RelayPlan(Moment Moment, int Count, Aftermath Aftermath, Action Strike)
{
    /// <summary>False when the client only gets a sign and goes on.</summary>
    public bool EndsConnection { get; init; } = true;
}
