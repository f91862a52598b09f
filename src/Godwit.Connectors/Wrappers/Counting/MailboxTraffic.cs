namespace Godwit.Connectors;

/// <summary>What went through a mailbox so far.</summary>
/// <param name="BytesRead">Bytes of bodies read from it.</param>
/// <param name="BytesWritten">Bytes of bodies given to it.</param>
/// <param name="MessagesRead">Messages read from it.</param>
/// <param name="MessagesWritten">Messages given to it, stored or not.</param>
/// <param name="Waited">How long its lanes together waited for the store. Time in which an append waited for its feed is not counted: that is the other side's.</param>
/// <param name="Calls">One for each kind of call, in the order of <see cref="LaneCall"/>.</param>
public sealed record MailboxTraffic(
    long BytesRead, long BytesWritten, long MessagesRead, long MessagesWritten, TimeSpan Waited, IReadOnlyList<CallLatency> Calls)
{
    /// <summary>How the calls of one kind went.</summary>
    public CallLatency this[LaneCall call] => Calls[(int)call];
}

/// <summary>
/// How long calls of one kind took. A listing or a reading counts until it is open; an append whole, with the time for its feed.
/// </summary>
/// <param name="Call">The kind.</param>
/// <param name="Count">How many, failed ones included.</param>
/// <param name="Min">The shortest.</param>
/// <param name="Mean">Their mean.</param>
/// <param name="P95">95 of 100 took at most so long, within 12 %.</param>
/// <param name="Max">The longest.</param>
public readonly record struct CallLatency(LaneCall Call, long Count, TimeSpan Min, TimeSpan Mean, TimeSpan P95, TimeSpan Max);
