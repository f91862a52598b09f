using Godwit.Proxy.Protocol;
using Godwit.Proxy.Stores;

namespace Godwit.Server.Ends;

/// <summary>Finds both ends of a move among endpoints and stores.</summary>
/// <param name="stores">The stores of this service.</param>
/// <param name="database">Tells an endpoint's settings as they are now.</param>
/// <param name="secrets">Decrypts.</param>
internal sealed class EndsOfMoves(StoreDirectory stores, MoveDatabase database, ISecretProtector secrets) : IMoveEnds
{
    /// <inheritdoc/>
    public MoveEnds Of(ClaimedMove claim)
    {
        var order = claim.Order;
        if (claim.Endpoint is not { } endpoint) return new MoveEnds(index => stores.Open(stores.Place(order.Address, null), Side.Source, index), stores.Open(stores.Place(order.TargetAddress, order.TargetDatabase), Side.Target));
        if (order.Direction == MigrationBatchDirection.Offboarding)
            return new MoveEnds(index => stores.Open(stores.Place(order.Address, null), Side.Source, index), Remote(claim, endpoint, order.TargetAddress, Side.Target, new MoveStamp(claim.Id, claim.Epoch)));
        return new MoveEnds(_ => Remote(claim, endpoint, order.Address, Side.Source, null), stores.Open(stores.Place(order.TargetAddress, order.TargetDatabase), Side.Target));
    }

    /// <inheritdoc/>
    public void Provision(ClaimedMove claim, MoveEnds ends, CancellationToken cancellation)
    {
        // The engine opens the target by itself, and makes a Maildir that is not there; only its root has to be.
        if (claim.Step == SyncStep.Validate && MaildirOf(claim.Order) is { } maildir && !Directory.Exists(maildir.Root))
            throw new FaultException(new Fault(ConnectorFaults.StoreUnusable, Side.Target, $"The folder '{maildir.Root}' of the store '{maildir.Name}' does not exist."));
    }

    /// <inheritdoc/>
    public TargetSight Look(ClaimedMove claim, MoveEnds ends, CancellationToken cancellation)
    {
        if (MaildirOf(claim.Order) is { } maildir) return MaildirSight.Of(maildir, ends.Target, cancellation);
        using var lane = ends.Target.OpenTarget(cancellation);
        return TargetSight.Of(lane, cancellation);
    }

    private MaildirStoreSettings? MaildirOf(MoveOrder order) =>
        order.Direction == MigrationBatchDirection.Offboarding ? null : stores.Place(order.TargetAddress, order.TargetDatabase).Store as MaildirStoreSettings;

    private IMailboxConnector Remote(ClaimedMove claim, Endpoint endpoint, string address, Side side, MoveStamp? stamp) =>
        EndpointConnectors.Open(endpoint.Order, address, claim.Order.UserName, () => Password(claim, endpoint), side, stamp);

    private string Password(ClaimedMove claim, Endpoint endpoint)
    {
        var kept = claim.Order.ProtectedPassword ?? database.Read(session => session.Records.Endpoints.Find(endpoint.Id))?.Order.ProtectedPassword;
        return kept is null ? throw MoveFaults.Refuse(MoveFaults.SecretUnreadable, $"There is no password for {claim.Order.Address} at '{endpoint.Order.Name}'.") : secrets.Unprotect(kept);
    }
}
