namespace Godwit.Testing.Contracts;

/// <summary>What facts do with lanes again and again.</summary>
public static class LaneSteps
{
    public static Folder Find(this IMailboxSource lane, FolderPath path) =>
        lane.TryFind(path) ?? throw new InvalidOperationException($"The store does not list '{path}'.");

    public static Folder? TryFind(this IMailboxSource lane, FolderPath path) =>
        lane.ListFolders(CancellationToken.None).Select(e => e.Folder).SingleOrDefault(f => f.Path == path);

    public static FolderGeneration GenerationOf(this IMailboxSource lane, Folder folder) => lane.StatusOf(folder).Generation;

    public static FolderStatus StatusOf(this IMailboxSource lane, Folder folder)
    {
        var status = Assert.Single(lane.ReadStatus([folder], CancellationToken.None));
        return status ?? throw new InvalidOperationException($"The store tells no status of '{folder.Path}'.");
    }

    public static List<MessageEntry> ListAll(this IMailboxSource lane, Folder folder)
    {
        using var listing = lane.ListMessages(folder, default, null, CancellationToken.None);
        return listing.ToList();
    }

    public static List<MessageEntry> ToList(this MessageListing listing)
    {
        var entries = new List<MessageEntry>();
        while (listing.MoveNext(out var entry)) entries.Add(entry);
        return entries;
    }

    /// <summary>Reads messages to their ends; by uid in the order in which they came.</summary>
    public static List<(uint Uid, byte[] Bytes)> ReadAll(this IMailboxSource lane, Folder folder, UidSet? uids = null, MessagePart part = MessagePart.Whole)
    {
        var read = new List<(uint, byte[])>();
        using var reader = lane.ReadMessages(folder, lane.GenerationOf(folder), uids ?? UidSet.All, part, CancellationToken.None);
        while (reader.MoveNext()) read.Add((reader.Current.Uid, reader.Current.ReadBody()));
        return read;
    }

    /// <summary>Reads the body and holds it to what an incoming message promises.</summary>
    public static byte[] ReadBody(this IncomingMessage message)
    {
        var bytes = new List<byte>();
        var announced = message.Length;
        for (var piece = message.NextPiece(); !piece.IsEmpty; piece = message.NextPiece()) bytes.AddRange(piece.Span);
        Assert.Equal(announced, bytes.Count);
        Assert.True(message.NextPiece().IsEmpty, "After the last piece only empty ones may follow.");
        return [.. bytes];
    }

    public static RecordedOutcomes Append(this IMailboxTarget lane, Folder folder, params SketchedMessage[] messages)
    {
        var outcomes = new RecordedOutcomes();
        lane.Append(folder, new SketchFeed(messages), outcomes, new AppendOptions(lane.GenerationOf(folder)), CancellationToken.None);
        return outcomes;
    }

    /// <summary>A fault that leaves the lane whole.</summary>
    public static FaultException Refuses(this IMailboxSource lane, Action act)
    {
        var fault = Assert.Throws<FaultException>(act);
        Assert.True(fault.Fault.Reach <= Reach.Folder, $"The refusal reaches too far: {fault.Fault}");
        Assert.Equal(FaultOutcome.NotDone, fault.Fault.Outcome);
        Assert.NotEmpty(lane.ListFolders(CancellationToken.None));
        return fault;
    }

    /// <summary>Nothing can be asked of the lane any more: every call is answered with a fault that says so.</summary>
    public static void ShouldBeClosed(this IMailboxSource lane)
    {
        var fault = Assert.Throws<FaultException>(() => lane.ListFolders(CancellationToken.None));
        Assert.True(fault.Fault.Reach > Reach.Folder, $"A closed lane reaches further than a folder: {fault.Fault}");
    }
}
