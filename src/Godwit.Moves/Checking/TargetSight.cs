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

    /// <summary>What has to be listed of a source to count what may be lost, and to hold its size against the room.</summary>
    internal SurveyListing Listing(long? largest) =>
        largest is not null || !Traits.Limits.AcceptsEmptyMessages || !Traits.Keeps.Keywords ? SurveyListing.All : Room?.FreeBytes is not null ? SurveyListing.Unsized : SurveyListing.None;
}
