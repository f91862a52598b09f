namespace Godwit.Connectors;

/// <summary>A lane that reads through another one, as a policy says.</summary>
/// <param name="policy">What happens around each call, and the lane behind it.</param>
public class DelegatingSource(LanePolicy policy) : IMailboxSource, IReadsAhead
{
    /// <summary>What happens around each call.</summary>
    protected LanePolicy Policy => policy;

    /// <inheritdoc/>
    public ConnectorTraits Traits { get; } = policy.Lane.Traits;

    /// <summary>Passed on to a lane that reads ahead; for others it is a hint that nobody takes.</summary>
    public void ExpectListings(IReadOnlyList<ExpectedListing> listings) => (policy.Lane as IReadsAhead)?.ExpectListings(listings);

    /// <summary>Passed on to a lane that reads ahead; for others it is a hint that nobody takes.</summary>
    public void ExpectReadings(IReadOnlyList<ExpectedReading> readings) => (policy.Lane as IReadsAhead)?.ExpectReadings(readings);

    /// <inheritdoc/>
    public IReadOnlyList<FolderEntry> ListFolders(CancellationToken cancellation) =>
        policy.Call(LaneCall.ListFolders, () => policy.Lane.ListFolders(cancellation), cancellation);

    /// <inheritdoc/>
    public IReadOnlyList<FolderStatus?> ReadStatus(IReadOnlyList<Folder> folders, CancellationToken cancellation) =>
        policy.Call(LaneCall.ReadStatus, () => policy.Lane.ReadStatus(folders, cancellation), cancellation);

    /// <inheritdoc/>
    public MessageListing ListMessages(Folder folder, FolderGeneration generation, ChangeMarker? since, CancellationToken cancellation) =>
        policy.Listing(policy.Call(LaneCall.ListMessages, () => policy.Lane.ListMessages(folder, generation, since, cancellation), cancellation));

    /// <inheritdoc/>
    public MessageListing ListFrom(Folder folder, uint firstUid, CancellationToken cancellation) =>
        policy.Listing(policy.Call(LaneCall.ListMessages, () => policy.Lane.ListFrom(folder, firstUid, cancellation), cancellation));

    /// <inheritdoc/>
    public IMessageReader ReadMessages(Folder folder, FolderGeneration generation, UidSet uids, MessagePart part, CancellationToken cancellation) =>
        policy.Reading(policy.Call(LaneCall.ReadMessages, () => policy.Lane.ReadMessages(folder, generation, uids, part, cancellation), cancellation), cancellation);

    /// <inheritdoc/>
    public void Dispose()
    {
        policy.Lane.Dispose();
        GC.SuppressFinalize(this);
    }
}
