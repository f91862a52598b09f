namespace Godwit.Proxy.Protocol;

/// <summary>Folders that are made in one request, before each is asked for.</summary>
internal sealed partial class ProxyLane : IMakesFoldersTogether
{
    private readonly Dictionary<FolderPath, Folder> _made = [];
    private readonly HashSet<string> _subscribed = [];
    private bool _makesOneByOne;

    public void MakeFolders(IReadOnlyList<WantedFolder> folders, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(folders);
        foreach (var some in folders.Chunk(WireLimits.MaxFoldersTogether)) MakeSome(some, cancellation);
    }

    private void MakeSome(WantedFolder[] folders, CancellationToken cancellation)
    {
        Enter(cancellation);
        if (_makesOneByOne) return;
        using var request = new RequestWriter();
        foreach (var folder in folders) request.Wanted(folder);
        using var content = request.Content();
        using var answer = session.TryAsk(Operation.MakeFolders, content, cancellation);
        if (answer is null) _makesOneByOne = true;
        else while (answer.MoveNext()) Remember(answer, folders);
    }

    private void Remember(Answer answer, WantedFolder[] wanted)
    {
        if (answer.Records.Kind != RecordKind.MadeFolder) throw answer.Violation();
        var made = answer.Step(static records => ReadMade(records));
        if (made.Index >= wanted.Length) throw answer.Violation();
        _made[wanted[made.Index].Path] = made.Folder;
        if (made.IsSubscribed) _subscribed.Add(made.Folder.WireName);
    }

    private static MadeFolder ReadMade(RecordReader records)
    {
        var reader = new WireReader(records.Header);
        return TogetherCodec.ReadMade(ref reader);
    }

    /// <summary>Folders move or go: what was made is not where it was.</summary>
    private void ForgetMade()
    {
        _made.Clear();
        _subscribed.Clear();
    }
}
