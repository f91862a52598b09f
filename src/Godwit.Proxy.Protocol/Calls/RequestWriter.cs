namespace Godwit.Proxy.Protocol;

/// <summary>Writes the records of a call that is short enough to be made in memory: all but an append.</summary>
internal sealed class RequestWriter : IDisposable
{
    private readonly MemoryStream _bytes = new();
    private readonly WireWriter _scratch = new();
    private readonly RecordWriter _records;

    public RequestWriter() => _records = new RecordWriter(_bytes);

    public RequestWriter Folder(Folder folder)
    {
        _scratch.Clear();
        FolderCodec.Write(_scratch, folder);
        _records.Write(RecordKind.Folder, _scratch.Written);
        return this;
    }

    public RequestWriter Expected(ExpectedListing listing)
    {
        _scratch.Clear();
        TogetherCodec.WriteExpected(_scratch, listing);
        _records.Write(RecordKind.Folder, _scratch.Written);
        return this;
    }

    public RequestWriter Arguments(Action<WireWriter> write)
    {
        _scratch.Clear();
        write(_scratch);
        _records.Write(RecordKind.Arguments, _scratch.Written);
        return this;
    }

    public RequestWriter Wanted(WantedFolder folder)
    {
        _scratch.Clear();
        TogetherCodec.WriteWanted(_scratch, folder);
        _records.Write(RecordKind.WantedFolder, _scratch.Written);
        return this;
    }

    public RequestWriter Uids(UidSet uids)
    {
        UidCodec.Write(_records, RecordKind.Uids, uids, _scratch);
        return this;
    }

    /// <summary>The body of the request, closing record and all.</summary>
    public ArraySegment<byte> Close()
    {
        _records.Done();
        return _bytes.TryGetBuffer(out var written) ? written : new ArraySegment<byte>(_bytes.ToArray());
    }

    /// <summary>As <see cref="Close"/>, ready to be sent.</summary>
    public HttpContent Content()
    {
        var body = Close();
        var content = new ByteArrayContent(body.Array!, body.Offset, body.Count);
        content.Headers.ContentType = new System.Net.Http.Headers.MediaTypeHeaderValue(ProtocolHeaders.MediaType);
        return content;
    }

    public void Dispose()
    {
        _records.Dispose();
        _bytes.Dispose();
    }
}
