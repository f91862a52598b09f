namespace Godwit.Proxy.Protocol;

internal sealed partial class ServedCall
{
    private void CreateFolder()
    {
        var reader = ReadArguments();
        var path = FolderCodec.ReadPath(ref reader);
        var role = FolderCodec.ReadRole(ref reader);
        EndOfRequest();
        OnLane(lane => Send(lane.Target.CreateFolder(path, role, cancellation)));
    }

    private void RenameFolder()
    {
        var folder = ReadFolder();
        var reader = ReadArguments();
        var path = FolderCodec.ReadPath(ref reader);
        EndOfRequest();
        OnLane(lane => Send(lane.Target.RenameFolder(folder, path, cancellation)));
    }

    private void Send(Folder folder)
    {
        FolderCodec.Write(_header.Clear(), folder);
        Write(RecordKind.Folder);
    }

    private void DeleteFolder()
    {
        var folder = ReadFolder();
        EndOfRequest();
        OnLane(lane => lane.Target.DeleteFolder(folder, cancellation));
    }

    private void SetSubscribed()
    {
        var folder = ReadFolder();
        var subscribed = ReadArguments().Byte() != 0;
        EndOfRequest();
        OnLane(lane => lane.Target.SetSubscribed(folder, subscribed, cancellation));
    }

    private void ChangeFlags()
    {
        var folder = ReadFolder();
        var reader = ReadArguments();
        var (generation, add, remove) = CallCodec.ReadFlags(ref reader);
        var uids = ReadUids();
        EndOfRequest();
        OnLane(lane => lane.Target.ChangeFlags(folder, generation, uids, add, remove, cancellation));
    }

    private void MoveMessages()
    {
        var (from, to) = (ReadFolder(), ReadFolder());
        var reader = ReadArguments();
        var generation = CallCodec.ReadGeneration(ref reader);
        var uids = ReadUids();
        EndOfRequest();
        OnLane(lane =>
        {
            if (lane.Target.MoveMessages(from, generation, uids, to, cancellation) is { } moved) MovedCodec.Write(records, moved);
        });
    }

    private void RemoveMessages()
    {
        var folder = ReadFolder();
        var reader = ReadArguments();
        var generation = CallCodec.ReadGeneration(ref reader);
        var uids = ReadUids();
        EndOfRequest();
        OnLane(lane => lane.Target.RemoveMessages(folder, generation, uids, cancellation));
    }
}
