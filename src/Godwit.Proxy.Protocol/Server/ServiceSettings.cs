namespace Godwit.Proxy.Protocol;

/// <summary>How the service behaves.</summary>
public sealed record ServiceSettings
{
    /// <summary>The longest silence while an answer is owed. Devices cut what is silent for 50 to 60 s.</summary>
    public TimeSpan HeartbeatAfter { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>How long records may wait in the buffer while the store gives no more.</summary>
    public TimeSpan FlushAfter { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>The clock.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>What the service calls itself.</summary>
    public string Product { get; init; } = "Godwit";

    /// <summary>How long an append request should be at most, in bytes, unless it is one message.</summary>
    public int BatchBytes { get; init; } = WireLimits.BatchBytes;
}
