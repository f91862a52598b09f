namespace Godwit.Connectors.Imap;

/// <summary>Listing, reading and storing messages.</summary>
internal sealed partial class ImapLane
{
    public MessageListing ListMessages(Folder folder, FolderGeneration generation, ChangeMarker? since, CancellationToken cancellation) =>
        List(use => ImapListing.Open(this, use, folder, generation, since), cancellation);

    public MessageListing ListFrom(Folder folder, uint firstUid, CancellationToken cancellation) =>
        List(use => ImapListing.OpenFrom(this, use, folder, firstUid), cancellation);

    private ImapListing List(Func<LaneUse, ImapListing> open, CancellationToken cancellation)
    {
        var use = Use(cancellation);
        try
        {
            return open(use);
        }
        catch (Exception e)
        {
            var explained = use.Explain(e);
            use.Dispose();
            throw explained;
        }
    }

    public IMessageReader ReadMessages(Folder folder, FolderGeneration generation, UidSet uids, MessagePart part, CancellationToken cancellation)
    {
        var use = Use(cancellation);
        try
        {
            var opened = Select(folder, generation);
            return new ImapMessageReader(this, use, Existing(opened, uids), part);
        }
        catch (Exception e)
        {
            var explained = use.Explain(e);
            use.Dispose();
            throw explained;
        }
    }

    /// <summary>The asked-for uids that can exist; where very many are asked for, those that do.</summary>
    private UidSet Existing(SelectedMailbox opened, UidSet uids)
    {
        if (opened.Exists == 0) return UidSet.Empty;
        if (opened.UidNext > 1) uids = uids.Intersect(UidSet.Range(1, opened.UidNext - 1));
        if (uids.Count <= 2L * opened.Exists + 1000) return uids;
        return uids.Intersect(Connection.Send(new SearchCommand()).Wait());
    }

    public void Append(Folder folder, IMessageFeed feed, IAppendOutcomes outcomes, AppendOptions options, CancellationToken cancellation) => Run(use =>
    {
        RefuseToWrite();
        Select(folder, options.Generation);
        using var pump = new AppendPump(this, folder, outcomes, options);
        use.AnswerLost = pump.AnswerLost;
        pump.Run(feed);
    }, cancellation);
}
