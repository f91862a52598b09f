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
        // The engine opens the target by itself; only the check has to look, and must not make a Maildir that nobody may ever need.
        if (claim.Step != SyncStep.Validate) return;
        if (claim.Order.Direction != MigrationBatchDirection.Offboarding && stores.Place(claim.Order.TargetAddress, claim.Order.TargetDatabase).Store is MaildirStoreSettings maildir)
        {
            if (!Directory.Exists(maildir.Root)) throw new FaultException(new Fault(ConnectorFaults.StoreUnusable, Side.Target, $"The folder '{maildir.Root}' of the store '{maildir.Name}' does not exist."));
            return;
        }
        using (ends.Target.OpenTarget(cancellation)) { }
    }

    private IMailboxConnector Remote(ClaimedMove claim, Endpoint endpoint, string address, Side side, MoveStamp? stamp) =>
        EndpointConnectors.Open(endpoint.Order, address, claim.Order.UserName, () => Password(claim, endpoint), side, stamp);

    private string Password(ClaimedMove claim, Endpoint endpoint)
    {
        var kept = claim.Order.ProtectedPassword ?? database.Read(session => session.Records.Endpoints.Find(endpoint.Id))?.Order.ProtectedPassword;
        return kept is null ? throw MoveFaults.Refuse(MoveFaults.SecretUnreadable, $"There is no password for {claim.Order.Address} at '{endpoint.Order.Name}'.") : secrets.Unprotect(kept);
    }
}
