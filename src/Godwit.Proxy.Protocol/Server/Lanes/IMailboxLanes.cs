namespace Godwit.Proxy.Protocol;

/// <summary>
/// The lanes of one mailbox, ready for whatever request comes next. A kept lane saves signing in again; it is never state: any other proxy answers the next request as well. Safe for several threads.
/// </summary>
public interface IMailboxLanes
{
    /// <summary>Takes a lane for one request, a kept one if there is one.</summary>
    /// <param name="access">What for; with <see cref="LaneAccess.Write"/> the lane is an <see cref="IMailboxTarget"/>.</param>
    /// <param name="mustBeFresh">True to open a new one: the kept one turned out to be broken.</param>
    /// <param name="cancellation">Ends the opening.</param>
    /// <exception cref="FaultException">The mailbox cannot be opened.</exception>
    LentLane Take(LaneAccess access, bool mustBeFresh, CancellationToken cancellation);

    /// <summary>Takes a lane back. One that is not whole, or that nobody will need, is closed.</summary>
    void GiveBack(LentLane lane, bool isWhole);
}

/// <summary>A lane in the hands of one request.</summary>
/// <param name="Lane">The lane.</param>
/// <param name="Access">What it was opened for.</param>
/// <param name="WasKept">True when it has served an earlier request and may have broken since.</param>
public sealed record LentLane(IMailboxSource Lane, LaneAccess Access, bool WasKept)
{
    /// <summary>The lane, where it was opened for writing.</summary>
    public IMailboxTarget Target => (IMailboxTarget)Lane;
}
