using System.Buffers;
using System.IO.Compression;

namespace Godwit.Proxy.Protocol;

/// <summary>
/// Puts whole records into a <see cref="RecordKind.Block"/>, compressed with Brotli (RFC 7932). Each block stands for itself, so that no state is kept from one to the next; quality 1 costs about
/// as much CPU as TLS does.
/// </summary>
internal sealed class BlockCompressor : IDisposable
{
    private const int Quality = 1, Window = 18;
    private byte[] _block = [];

    /// <summary>The block as it goes on the wire, or the records themselves when they do not become shorter. Valid until the next call.</summary>
    public ReadOnlySpan<byte> Compress(ReadOnlySpan<byte> records)
    {
        var header = new WireWriter();
        header.Varint((ulong)records.Length);
        var start = WireLimits.HeadBytes + header.Length;
        var most = BrotliEncoder.GetMaxCompressedLength(records.Length) + start;
        if (_block.Length < most) Rent(most);
        if (!BrotliEncoder.TryCompress(records, _block.AsSpan(start), out var length, Quality, Window) || length + start >= records.Length) return records;
        RecordHead.Write(_block, RecordKind.Block, header.Written, length);
        return _block.AsSpan(0, start + length);
    }

    private void Rent(int length)
    {
        Dispose();
        _block = ArrayPool<byte>.Shared.Rent(length);
    }

    public void Dispose()
    {
        if (_block.Length > 0) ArrayPool<byte>.Shared.Return(_block);
        _block = [];
    }
}
