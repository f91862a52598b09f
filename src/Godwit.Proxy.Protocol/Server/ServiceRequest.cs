namespace Godwit.Proxy.Protocol;

/// <summary>One request as it reached the service: everything that is needed to answer it, since nothing is remembered from the one before.</summary>
/// <param name="Operation">What is asked for.</param>
/// <param name="Version">The protocol version it is written in.</param>
/// <param name="Access">What the lane was opened for.</param>
/// <param name="Body">The request's records; empty for <see cref="Protocol.Operation.Hello"/>.</param>
/// <param name="Response">Where the answer goes; written by two threads, one at a time.</param>
public sealed record ServiceRequest(Operation Operation, int Version, LaneAccess Access, Stream Body, Stream Response)
{
    /// <summary>Who writes; null when the client does not fence its writes.</summary>
    public MoveStamp? Stamp { get; init; }

    /// <summary>True when the client reads compressed blocks and we shall send them.</summary>
    public bool Compress { get; init; }
}
