namespace Godwit.Proxy.Protocol;

internal sealed partial class ProxyLane
{
    public void Append(Folder folder, IMessageFeed feed, IAppendOutcomes outcomes, AppendOptions options, CancellationToken cancellation)
    {
        Enter(cancellation);
        using var pump = new AppendPump(session, folder, outcomes, options, cancellation);
        pump.Run(feed);
    }

    public Folder CreateFolder(FolderPath path, SpecialUse role, CancellationToken cancellation)
    {
        session.Enter(cancellation);
        if (_made.Remove(path, out var made)) return made;
        using var request = new RequestWriter().Arguments(writer => CallCodec.WriteMaking(writer, path, role));
        return FolderOf(Operation.CreateFolder, request, cancellation);
    }

    public Folder RenameFolder(Folder folder, FolderPath newPath, CancellationToken cancellation)
    {
        ForgetMade();
        using var request = new RequestWriter().Folder(folder).Arguments(writer => FolderCodec.WritePath(writer, newPath));
        return FolderOf(Operation.RenameFolder, request, cancellation);
    }

    public void DeleteFolder(Folder folder, CancellationToken cancellation)
    {
        ForgetMade();
        using var request = new RequestWriter().Folder(folder);
        Do(Operation.DeleteFolder, request, cancellation);
    }

    public void SetSubscribed(Folder folder, bool subscribed, CancellationToken cancellation)
    {
        session.Enter(cancellation);
        if (_subscribed.Remove(folder.WireName) && subscribed) return;
        using var request = new RequestWriter().Folder(folder).Arguments(writer => writer.Byte(subscribed ? (byte)1 : (byte)0));
        Do(Operation.SetSubscribed, request, cancellation);
    }

    public void ChangeFlags(Folder folder, FolderGeneration generation, UidSet uids, MessageFlags add, MessageFlags remove, CancellationToken cancellation)
    {
        using var request = new RequestWriter().Folder(folder).Arguments(writer => CallCodec.WriteFlags(writer, generation, add, remove)).Uids(uids);
        Do(Operation.ChangeFlags, request, cancellation);
    }

    public MovedMessages? MoveMessages(Folder from, FolderGeneration generation, UidSet uids, Folder to, CancellationToken cancellation)
    {
        using var request = new RequestWriter().Folder(from).Folder(to).Arguments(writer => writer.Varint(generation.Number)).Uids(uids);
        using var answer = Ask(Operation.MoveMessages, request, cancellation);
        if (!answer.MoveNext()) return null;
        if (answer.Records.Kind != RecordKind.Moved) throw answer.Violation();
        var moved = answer.Step(MovedCodec.Read);
        answer.End();
        return moved;
    }

    public void RemoveMessages(Folder folder, FolderGeneration generation, UidSet uids, CancellationToken cancellation)
    {
        using var request = new RequestWriter().Folder(folder).Arguments(writer => writer.Varint(generation.Number)).Uids(uids);
        Do(Operation.RemoveMessages, request, cancellation);
    }

    private Folder FolderOf(Operation operation, RequestWriter request, CancellationToken cancellation)
    {
        using var answer = Ask(operation, request, cancellation);
        answer.Expect(RecordKind.Folder);
        var folder = answer.Step(static records => ReadFolder(records));
        answer.End();
        return folder;
    }

    private void Do(Operation operation, RequestWriter request, CancellationToken cancellation)
    {
        using var answer = Ask(operation, request, cancellation);
        answer.End();
    }

    private static Folder ReadFolder(RecordReader records)
    {
        var reader = new WireReader(records.Header);
        return FolderCodec.Read(ref reader);
    }
}
