namespace Godwit.Proxy.Protocol;

internal sealed partial class ServedCall
{
    private void ListSeveral()
    {
        var listings = ReadAll(RecordKind.Folder, WireLimits.MaxFoldersTogether, TogetherCodec.ReadExpected);
        OnLane(lane =>
        {
            (lane.Lane as IReadsAhead)?.ExpectListings(listings);
            foreach (var listing in listings) ListOne(lane.Lane, listing);
        });
    }

    /// <summary>A folder that cannot be listed says so in its own end; the others are listed all the same.</summary>
    private void ListOne(IMailboxSource lane, ExpectedListing expected)
    {
        try
        {
            using (var listing = lane.ListMessages(expected.Folder, expected.Generation, expected.Since, cancellation)) Send(listing);
            TogetherCodec.WriteListed(_header.Clear());
        }
        catch (FaultException e) when (e.Fault.Reach <= Reach.Folder)
        {
            TogetherCodec.WriteNotListed(_header.Clear(), e.Fault);
        }
        Write(RecordKind.ListingEnd);
    }

    private void MakeFolders()
    {
        var folders = ReadAll(RecordKind.WantedFolder, WireLimits.MaxFoldersTogether, TogetherCodec.ReadWanted);
        OnLane(lane =>
        {
            (lane.Lane as IMakesFoldersTogether)?.MakeFolders(folders, cancellation);
            for (var i = 0; i < folders.Count; i++) Make(lane.Target, i, folders[i]);
        });
    }

    /// <summary>One that cannot be made is left out: whoever wants it asks for it alone, and is told why.</summary>
    private void Make(IMailboxTarget lane, int index, WantedFolder wanted)
    {
        try
        {
            var folder = lane.CreateFolder(wanted.Path, wanted.Role, cancellation);
            TogetherCodec.WriteMade(_header.Clear(), index, wanted.Subscribed && IsSubscribed(lane, folder), folder);
        }
        catch (FaultException e) when (e.Fault.Reach <= Reach.Folder)
        {
            return;
        }
        Write(RecordKind.MadeFolder);
    }

    private bool IsSubscribed(IMailboxTarget lane, Folder folder)
    {
        try
        {
            lane.SetSubscribed(folder, true, cancellation);
            return true;
        }
        catch (FaultException e) when (e.Fault.Reach <= Reach.Folder)
        {
            return false;
        }
    }
}
