using Godwit.Proxy.Protocol;
using Godwit.Server.Provisioning;

namespace Godwit.Server.Ends;

/// <summary>Finds both ends of a move among endpoints and stores.</summary>
/// <param name="stores">The stores of this service.</param>
/// <param name="database">Tells an endpoint's settings as they are now.</param>
/// <param name="secrets">Decrypts.</param>
/// <param name="mailboxes">Sees to it that target mailboxes are there.</param>
internal sealed class EndsOfMoves(StoreDirectory stores, MoveDatabase database, ISecretProtector secrets, TargetMailboxes mailboxes) : IMoveEnds
{
    /// <inheritdoc/>
    public MoveEnds Of(ClaimedMove claim)
    {
        var (order, stamp) = (claim.Order, new MoveStamp(claim.Id, claim.Epoch));
        if (claim.Endpoint is not { } endpoint) return new MoveEnds(index => Source(claim, index), Local(claim, stamp));
        if (order.Direction == MigrationBatchDirection.Offboarding)
            return new MoveEnds(index => Source(claim, index), Remote(claim, endpoint, order.TargetAddress, Side.Target, stamp));
        return new MoveEnds(_ => Remote(claim, endpoint, order.Address, Side.Source, null), Local(claim, stamp));
    }

    /// <inheritdoc/>
    public void Provision(ClaimedMove claim, MoveEnds ends, CancellationToken cancellation)
    {
        if (claim.Step == SyncStep.Validate) mailboxes.Check(claim, ends.Target, PlaceOfTarget(claim), cancellation);
        else if (claim.Step == SyncStep.InitialSync) mailboxes.Provide(claim, ends.Target, PlaceOfTarget(claim), cancellation);
    }

    /// <inheritdoc/>
    public TargetSight? Look(ClaimedMove claim, MoveEnds ends, CancellationToken cancellation)
    {
        if (PlaceOfTarget(claim)?.Store is MaildirStoreSettings maildir) return MaildirSight.Of(maildir, ends.Target, cancellation);
        try
        {
            using var lane = ends.Target.OpenTarget(cancellation);
            return TargetSight.Of(lane, cancellation);
        }
        catch (FaultException refusal) when (mailboxes.MakesWhatIsMissing(refusal.Fault))
        {
            return null;
        }
    }

    private (StoreSettings Store, MailboxName Mailbox)? PlaceOfTarget(ClaimedMove claim) =>
        claim is { Endpoint: not null, Order.Direction: MigrationBatchDirection.Offboarding } ? null : stores.Place(claim.Order.TargetAddress, claim.Order.TargetDatabase);

    private IMailboxConnector Source(ClaimedMove claim, string? index) => stores.Open(stores.Place(claim.Order.Address, null), Side.Source, index, request: claim.Request);

    private IMailboxConnector Local(ClaimedMove claim, MoveStamp stamp) =>
        stores.Open(stores.Place(claim.Order.TargetAddress, claim.Order.TargetDatabase), Side.Target, stamp: stamp, request: claim.Request);

    private IMailboxConnector Remote(ClaimedMove claim, Endpoint endpoint, string address, Side side, MoveStamp? stamp) =>
        EndpointConnectors.Open(endpoint.Order, address, claim.Order.UserName, () => Password(claim.Order, endpoint), side, stamp, claim.Request);

    /// <summary>The password that a move signs in with at its endpoint, as it is kept now.</summary>
    /// <exception cref="FaultException"><see cref="MoveFaults.SecretUnreadable"/>.</exception>
    public string Password(MoveOrder order, Endpoint endpoint)
    {
        // Where the endpoint has an account, that one signs in: a mailbox's own password would be refused with its name.
        var kept = endpoint.Order.UserName is null ? order.ProtectedPassword : database.Read(session => session.Records.Endpoints.Find(endpoint.Id))?.Order.ProtectedPassword;
        return kept is null ? throw MoveFaults.Refuse(MoveFaults.SecretUnreadable, $"There is no password for {order.Address} at '{endpoint.Order.Name}'.") : secrets.Unprotect(kept);
    }
}
