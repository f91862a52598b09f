namespace Godwit.Moves;

/// <summary>A target as it is seen before the copy.</summary>
/// <param name="Traits">What it can.</param>
/// <param name="Folders">Its folders; none while its mailbox is yet to be made.</param>
/// <param name="Room">What it may still take; null when no limit is known.</param>
public sealed record TargetSight(ConnectorTraits Traits, IReadOnlyList<Folder> Folders, MailboxRoom? Room)
{
    /// <summary>A target as a lane shows it; nothing is changed.</summary>
    /// <exception cref="FaultException">The lane broke.</exception>
    public static TargetSight Of(IMailboxSource lane, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(lane);
        return new TargetSight(lane.Traits, [.. lane.ListFolders(cancellation).Select(static entry => entry.Folder)], (lane as ITellsRoom)?.ReadRoom(cancellation));
    }

    /// <summary>True when counting what may be lost needs a look at each message.</summary>
    internal bool NeedsListing(long? largest) =>
        largest is not null || !Traits.Limits.AcceptsEmptyMessages || !Traits.Keeps.Keywords || !Traits.Keeps.ReceivedDates;
}
