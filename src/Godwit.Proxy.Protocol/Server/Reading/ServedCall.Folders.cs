namespace Godwit.Proxy.Protocol;

internal sealed partial class ServedCall
{
    private void ReadRoom()
    {
        EndOfRequest();
        OnLane(lane =>
        {
            if ((lane.Lane as ITellsRoom)?.ReadRoom(cancellation) is not { } room) return;
            CallCodec.WriteRoom(_header.Clear(), room);
            Write(RecordKind.Room);
        });
    }

    private void ListFolders()
    {
        EndOfRequest();
        OnLane(lane =>
        {
            foreach (var (folder, status) in lane.Lane.ListFolders(cancellation))
            {
                FolderCodec.Write(_header.Clear(), folder);
                FolderCodec.WriteStatus(_header, status);
                Write(RecordKind.FolderEntry);
            }
        });
    }

    private void ReadStatus()
    {
        var folders = ReadAll(RecordKind.Folder, WireLimits.MaxFolders, FolderCodec.Read);
        OnLane(lane =>
        {
            foreach (var status in lane.Lane.ReadStatus(folders, cancellation))
            {
                FolderCodec.WriteStatus(_header.Clear(), status);
                Write(RecordKind.FolderState);
            }
        });
    }

    private delegate T ReadOne<T>(ref WireReader reader);

    /// <summary>Reads a request that has records of one kind and nothing else, to its end.</summary>
    private List<T> ReadAll<T>(RecordKind kind, int most, ReadOne<T> read)
    {
        var all = new List<T>();
        while (arguments.Next() == kind && all.Count < most)
        {
            var reader = new WireReader(arguments.Header);
            all.Add(read(ref reader));
        }
        return arguments.Kind == RecordKind.Done ? all : throw new WireException($"This request has at most {most} folders and nothing else.");
    }
}
