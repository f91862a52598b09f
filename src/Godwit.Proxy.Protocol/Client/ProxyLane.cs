namespace Godwit.Proxy.Protocol;

/// <summary>A lane to a mailbox behind a proxy: each call is a request that stands for itself.</summary>
internal sealed partial class ProxyLane(LaneSession session, ConnectorTraits traits) : IMailboxTarget
{
    public ConnectorTraits Traits => traits;

    public IReadOnlyList<FolderEntry> ListFolders(CancellationToken cancellation)
    {
        using var request = new RequestWriter();
        using var answer = Ask(Operation.ListFolders, request, cancellation);
        var folders = new List<FolderEntry>();
        while (answer.MoveNext())
        {
            if (answer.Records.Kind != RecordKind.FolderEntry || folders.Count >= WireLimits.MaxFolders) throw answer.Violation();
            folders.Add(answer.Step(static records => ReadEntry(records)));
        }
        return folders;
    }

    public IReadOnlyList<FolderStatus?> ReadStatus(IReadOnlyList<Folder> folders, CancellationToken cancellation)
    {
        using var request = new RequestWriter();
        foreach (var folder in folders) request.Folder(folder);
        using var answer = Ask(Operation.ReadStatus, request, cancellation);
        var states = new List<FolderStatus?>(folders.Count);
        while (answer.MoveNext())
        {
            if (answer.Records.Kind != RecordKind.FolderState) throw answer.Violation();
            states.Add(answer.Step(static records => ReadState(records)));
        }
        return states.Count == folders.Count ? states : throw answer.Violation();
    }

    public MessageListing ListMessages(Folder folder, FolderGeneration generation, ChangeMarker? since, CancellationToken cancellation)
    {
        if (ListedAhead(new ExpectedListing(folder, generation, since), cancellation) is { } listed) return listed;
        using var request = new RequestWriter().Folder(folder).Arguments(writer => CallCodec.WriteListing(writer, generation, since));
        return new ProxyListing(session, Ask(Operation.ListMessages, request, cancellation));
    }

    public MessageListing ListFrom(Folder folder, uint firstUid, CancellationToken cancellation)
    {
        using var request = new RequestWriter().Folder(folder).Arguments(writer => writer.Varint(firstUid));
        return new ProxyListing(session, Ask(Operation.ListFrom, request, cancellation));
    }

    public IMessageReader ReadMessages(Folder folder, FolderGeneration generation, UidSet uids, MessagePart part, CancellationToken cancellation)
    {
        using var request = new RequestWriter().Folder(folder).Arguments(writer => CallCodec.WriteReading(writer, generation, part)).Uids(uids);
        return new ProxyMessageReader(session, Ask(Operation.ReadMessages, request, cancellation));
    }

    private Answer Ask(Operation operation, RequestWriter request, CancellationToken cancellation)
    {
        Enter(cancellation);
        using var content = request.Content();
        return session.Ask(operation, content, cancellation);
    }

    private static FolderEntry ReadEntry(RecordReader records)
    {
        var reader = new WireReader(records.Header);
        return new FolderEntry(FolderCodec.Read(ref reader), FolderCodec.ReadStatus(ref reader));
    }

    private static FolderStatus? ReadState(RecordReader records)
    {
        var reader = new WireReader(records.Header);
        return FolderCodec.ReadStatus(ref reader);
    }

    public void Dispose()
    {
        session.Abort();
        DropAhead(CancellationToken.None);
        session.Dispose();
    }
}
