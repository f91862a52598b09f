namespace Godwit.Proxy.Protocol;

internal sealed partial class ServedCall
{
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
        var folders = new List<Folder>();
        while (arguments.Next() == RecordKind.Folder && folders.Count < WireLimits.MaxFolders)
        {
            var reader = new WireReader(arguments.Header);
            folders.Add(FolderCodec.Read(ref reader));
        }
        if (arguments.Kind != RecordKind.Done) throw new WireException("Only folders belong into this request.");
        OnLane(lane =>
        {
            foreach (var status in lane.Lane.ReadStatus(folders, cancellation))
            {
                FolderCodec.WriteStatus(_header.Clear(), status);
                Write(RecordKind.FolderState);
            }
        });
    }
}
