namespace Godwit.Server.Provisioning;

/// <summary>Sees to it that target mailboxes are there: looks, asks the hook for what is missing, and looks again.</summary>
/// <param name="hook">Makes mailboxes; null where nothing does.</param>
/// <param name="database">Takes lines for reports.</param>
/// <param name="node">This node, in reports.</param>
internal sealed class TargetMailboxes(IProvisioningHook? hook, MoveDatabase database, string node)
{
    /// <summary>Looks before the move is taken in: what is missing is said, and made only when the move begins.</summary>
    /// <exception cref="FaultException">It is missing or cannot be used, and nothing makes it.</exception>
    public void Check(ClaimedMove claim, IMailboxConnector target, (StoreSettings Store, MailboxName Mailbox)? place, CancellationToken cancellation)
    {
        if (Missing(target, place, cancellation) is not { } missing) return;
        if (hook is null) throw new FaultException(missing);
        Report(claim, "Information", $"The target mailbox {claim.Order.TargetAddress} is not there yet; the provisioning hook is asked for it when the move begins.");
    }

    /// <summary>Looks when the move begins, and has what is missing made.</summary>
    /// <exception cref="FaultException">It is missing still, or cannot be made.</exception>
    public void Provide(ClaimedMove claim, IMailboxConnector target, (StoreSettings Store, MailboxName Mailbox)? place, CancellationToken cancellation)
    {
        // The engine opens the target by itself and says what is wrong with it; looking twice is for those who can do something about it.
        if (hook is null || Missing(target, place, cancellation) is null) return;
        Report(claim, "Information", $"The target mailbox {claim.Order.TargetAddress} is missing; the provisioning hook is asked for it.");
        hook.Make(new ProvisioningRequest(claim.Id, claim.Order.Address, claim.Order.TargetAddress, place?.Store.Name, claim.Order.Region ?? place?.Store.Region), cancellation);
        if (Missing(target, place, cancellation) is { } still)
            throw new FaultException(new Fault(MoveFaults.TargetMissing, Side.Target, $"The provisioning hook said that {claim.Order.TargetAddress} is there, and it is not: {still.Told}"));
        Report(claim, "Information", $"The target mailbox {claim.Order.TargetAddress} was made by the provisioning hook.");
    }

    // A Maildir that is opened is made: it has to be looked for past the connector.
    private Fault? Missing(IMailboxConnector target, (StoreSettings Store, MailboxName Mailbox)? place, CancellationToken cancellation)
    {
        try
        {
            if (place is (MaildirStoreSettings maildir, var mailbox)) return MissingMaildir(maildir, mailbox);
            using (target.OpenTarget(cancellation)) return null;
        }
        catch (FaultException refusal) when (MakesWhatIsMissing(refusal.Fault))
        {
            return refusal.Fault;
        }
    }

    private Fault? MissingMaildir(MaildirStoreSettings store, MailboxName mailbox)
    {
        if (!Directory.Exists(store.Root)) throw new FaultException(new Fault(ConnectorFaults.StoreUnusable, Side.Target, $"The folder '{store.Root}' of the store '{store.Name}' does not exist."));
        if (hook is null) return null;
        var path = StoreConnectors.PathOf(store, mailbox);
        return Directory.Exists(path) ? null : new Fault(ConnectorFaults.StoreUnusable, Side.Target, $"The folder '{path}' does not exist.");
    }

    /// <summary>True when this may say that the mailbox is missing, and something makes those. Servers do not tell one from a wrong password, and rightly so.</summary>
    public bool MakesWhatIsMissing(Fault fault) => hook is not null && !fault.IsTransient && fault.Reach == Reach.Mailbox;

    private void Report(ClaimedMove claim, string type, string told) => database.Change(session => { session.Report(claim.Id, node, type, told); return true; });
}
