namespace Godwit.Proxy.Protocol;

/// <summary>What stands before the messages of every append request to one folder, made once.</summary>
internal sealed class AppendPreface
{
    /// <summary>How many records it has.</summary>
    public const int Records = 2;

    public AppendPreface(Folder folder, AppendOptions options)
    {
        var (header, bytes) = (new WireWriter(), new MemoryStream());
        FolderCodec.Write(header, folder);
        Put(bytes, RecordKind.Folder, header.Written);
        CallCodec.WriteAppend(header.Clear(), options);
        Put(bytes, RecordKind.Arguments, header.Written);
        Bytes = bytes.ToArray();
    }

    /// <summary>Its records.</summary>
    public ReadOnlyMemory<byte> Bytes { get; }

    /// <summary>The closing record of a request with so many records before it.</summary>
    public static byte[] Closing(long records)
    {
        var (header, bytes) = (new WireWriter(), new MemoryStream());
        header.Varint((ulong)records);
        Put(bytes, RecordKind.Done, header.Written);
        return bytes.ToArray();
    }

    private static void Put(MemoryStream bytes, RecordKind kind, ReadOnlySpan<byte> header)
    {
        var record = new byte[WireLimits.HeadBytes + header.Length];
        RecordHead.Write(record, kind, header, bodyLength: 0);
        bytes.Write(record);
    }
}
