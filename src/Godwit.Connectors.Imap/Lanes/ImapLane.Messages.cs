namespace Godwit.Connectors.Imap;

/// <summary>Listing, reading and storing messages.</summary>
internal sealed partial class ImapLane
{
    public MessageListing ListMessages(Folder folder, FolderGeneration generation, ChangeMarker? since, CancellationToken cancellation) =>
        List(use => ImapListing.Open(this, use, new ExpectedListing(folder, generation, since)), cancellation, meetsAhead: true);

    public MessageListing ListFrom(Folder folder, uint firstUid, CancellationToken cancellation) =>
        List(use => ImapListing.OpenFrom(this, use, folder, firstUid), cancellation);

    private ImapListing List(Func<LaneUse, ImapListing> open, CancellationToken cancellation, bool meetsAhead = false)
    {
        var use = Use(cancellation, meetsAhead);
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
        var use = Use(cancellation, meetsAhead: true);
        try
        {
            return ImapMessageReader.Open(this, use, new ExpectedReading(folder, generation, uids, part));
        }
        catch (Exception e)
        {
            var explained = use.Explain(e);
            use.Dispose();
            throw explained;
        }
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
