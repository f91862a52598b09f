namespace Godwit.Connectors.Imap;

/// <summary>The folder tree.</summary>
internal sealed partial class ImapLane
{
    private const int StatusFlight = 100;

    public IReadOnlyList<FolderEntry> ListFolders(CancellationToken cancellation) => Run(_ => new FolderListing(this).Read(), cancellation);

    public IReadOnlyList<FolderStatus?> ReadStatus(IReadOnlyList<Folder> folders, CancellationToken cancellation) => Run(_ =>
    {
        var states = new List<FolderStatus?>(folders.Count);
        Leave(command => Connection.Send(command).WaitForStatus());
        foreach (var flight in folders.Chunk(StatusFlight)) ReadFlight(flight, states);
        return (IReadOnlyList<FolderStatus?>)states;
    }, cancellation);

    private void ReadFlight(Folder[] folders, List<FolderStatus?> states)
    {
        var asked = folders.Select(f => new StatusCommand(f.WireName, Facts.StatusItems)).ToArray();
        Connection.Send(asked);
        foreach (var status in asked) states.Add(ToldOrVanished(status));
    }

    private FolderStatus? ToldOrVanished(StatusCommand asked)
    {
        try
        {
            return asked.Wait() is { } told ? ToStatus(told) : null;
        }
        catch (ImapRefusedException e)
        {
            var fault = Faults.Of(e, Doing.OpeningFolder);
            return fault.Reach <= Reach.Folder ? null : throw new FaultException(fault, e);
        }
    }

    internal static FolderStatus ToStatus(MailboxStatus told) =>
        new(new FolderGeneration(told.UidValidity ?? 0), told.UidNext ?? 1, told.Messages ?? 0, new ChangeMarker(told.HighestModSeq ?? 0)) { Bytes = told.Size };

    public Folder CreateFolder(FolderPath path, SpecialUse role, CancellationToken cancellation) => Run(use =>
    {
        use.Doing = Doing.ChangingFolder;
        RefuseToWrite();
        RefuseBadName(path);
        return TakeMade(path) ?? new FolderMaking(this).Make(path, role, use);
    }, cancellation);

    public Folder RenameFolder(Folder folder, FolderPath newPath, CancellationToken cancellation) => Run(use =>
    {
        RefuseToWrite();
        RefuseBadName(newPath);
        _made.Clear();
        if (folder.Path.IsInbox || newPath.IsInbox) throw new FaultException(Faults.Make(ConnectorFaults.FolderRefused, "INBOX cannot be renamed."));
        var wire = Facts.Names.WireOf(newPath);
        Change(use, Doing.ChangingFolder, new RenameCommand(folder.WireName, wire));
        return folder with { Path = newPath, WireName = wire };
    }, cancellation);

    public void DeleteFolder(Folder folder, CancellationToken cancellation) => Run(use =>
    {
        RefuseToWrite();
        _made.Clear();
        Change(use, Doing.ChangingFolder, new DeleteCommand(folder.WireName));
    }, cancellation);

    public void SetSubscribed(Folder folder, bool subscribed, CancellationToken cancellation) => Run(use =>
    {
        RefuseToWrite();
        use.Doing = Doing.ChangingFolder;
        if (_subscribed.Remove(folder.WireName) && subscribed) return;
        if (subscribed)
        {
            Connection.Send(new SubscribeCommand(folder.WireName)).Wait();
            return;
        }
        // RFC 9051 section 6.3.8 lets a server refuse to take out what was never in: the wish is fulfilled all the same.
        var status = Connection.Send(new UnsubscribeCommand(folder.WireName)).WaitForStatus();
        if (status.Condition != StatusCondition.Ok && Faults.Of(status, "UNSUBSCRIBE", Doing.ChangingFolder) is { Reach: > Reach.Folder } wide) throw new FaultException(wide);
    }, cancellation);

    /// <summary>Sends a change of the folder tree with no folder open; afterwards whatever was open is not relied on.</summary>
    internal void Change(LaneUse use, Doing doing, SimpleCommand change)
    {
        use.Doing = doing;
        Leave(command => Connection.Send(command).WaitForStatus());
        // Courier knows no UNSELECT and deletes no open folder. Opening another one closes this and expunges nothing (RFC 3501 section 6.3.1); as the lane opens all, for who comes next may write to it.
        if (Connection.Selected is { Name: not InboxName }) Connection.Send(NewSelect(InboxName)).WaitForStatus();
        use.AnswerLost = () => change.WasSent;
        Connection.Send(change).Wait();
        use.AnswerLost = static () => false;
    }

    private void RefuseToWrite()
    {
        if (_readOnly) throw new FaultException(Faults.Make(ConnectorFaults.ReadOnly, "this lane was opened for reading."));
    }

    private void RefuseBadName(FolderPath path)
    {
        if (NamingRules.Complaint(path, Traits.Naming, Facts.Names) is { } complaint)
            throw new FaultException(Faults.Make(ConnectorFaults.FolderRefused, $"the name '{OtherSideText.Show(path.ToString())}' {complaint}."));
    }
}
