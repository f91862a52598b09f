using System.Buffers;
using System.Buffers.Binary;
using System.Numerics;
using System.Text;

namespace Godwit.Connectors.Maildir;

/// <summary>
/// Changes of an index on their way to its file. They are gathered as records and written as blocks: length, CRC-32C, records. A block counts whole or not at all. Few changes are one block;
/// many are several, and a crash may leave only the first of them: so records stand in an order in which every beginning is true by itself.
/// </summary>
internal sealed class IndexJournal
{
    public const int BlockHeader = 8;

    /// <summary>The longest block that is read; longer ones are damage.</summary>
    public const int MaxBlock = 4 * 1024 * 1024;

    /// <summary>Shortest record of a message: bounds how many uids a lost piece of file can have held.</summary>
    public const int ShortestAdd = 50;

    private byte[] _bytes = new byte[4096];
    private int _block;   // where the open block begins; what stands before it is closed
    private int _used = BlockHeader;

    public bool IsEmpty => _used == BlockHeader;

    /// <summary>True when it should be written before more is added, where it can be.</summary>
    public bool IsLong => _used > MaxBlock / 4;

    /// <summary>True when what was added since the last call of <see cref="Close"/> did not fit into one block.</summary>
    public bool HasSeveralBlocks => _block > 0;

    public void Add(in MessageRecord message, ReadOnlySpan<byte> baseName)
    {
        var record = Take(ShortestAdd + baseName.Length);
        record[0] = (byte)IndexRecordKind.Add;
        BinaryPrimitives.WriteUInt32LittleEndian(record[1..], message.Uid);
        BinaryPrimitives.WriteUInt64LittleEndian(record[5..], message.Letters.Bits);
        BinaryPrimitives.WriteUInt64LittleEndian(record[13..], message.ChangedAt);
        BinaryPrimitives.WriteInt64LittleEndian(record[21..], message.ReceivedSeconds);
        BinaryPrimitives.WriteInt16LittleEndian(record[29..], message.OffsetMinutes);
        record[31] = message.HasReceived ? (byte)1 : (byte)0;
        BinaryPrimitives.WriteInt64LittleEndian(record[32..], message.Size);
        BinaryPrimitives.WriteUInt64LittleEndian(record[40..], message.Inode);
        record[49] = (byte)baseName.Length;
        baseName.CopyTo(record[ShortestAdd..]);
    }

    public void Change(in MessageRecord message)
    {
        var record = Take(29);
        record[0] = (byte)IndexRecordKind.Change;
        BinaryPrimitives.WriteUInt32LittleEndian(record[1..], message.Uid);
        BinaryPrimitives.WriteUInt64LittleEndian(record[5..], message.Letters.Bits);
        BinaryPrimitives.WriteUInt64LittleEndian(record[13..], message.ChangedAt);
        BinaryPrimitives.WriteUInt64LittleEndian(record[21..], message.Inode);
    }

    public void Gone(uint uid)
    {
        var record = Take(5);
        record[0] = (byte)IndexRecordKind.Gone;
        BinaryPrimitives.WriteUInt32LittleEndian(record[1..], uid);
    }

    public void Counters(IndexState state)
    {
        var record = Take(13);
        record[0] = (byte)IndexRecordKind.Counters;
        BinaryPrimitives.WriteUInt32LittleEndian(record[1..], state.UidNext);
        BinaryPrimitives.WriteUInt64LittleEndian(record[5..], state.Marker);
    }

    public void Keywords(KeywordTable keywords)
    {
        var text = Encoding.UTF8.GetBytes(keywords.ToFileText());
        var record = Take(5 + text.Length);
        record[0] = (byte)IndexRecordKind.Keywords;
        BinaryPrimitives.WriteInt32LittleEndian(record[1..], text.Length);
        text.CopyTo(record[5..]);
    }

    /// <summary>The blocks with all that was added since the last call; valid until the next addition.</summary>
    public ReadOnlySpan<byte> Close()
    {
        CloseBlock();
        var blocks = _bytes.AsSpan(0, _used);
        Clear();
        return blocks;
    }

    public void Clear() => (_block, _used) = (0, BlockHeader);

    private Span<byte> Take(int length)
    {
        // Far below the longest block: the last record of it may be as long as a table of keywords.
        if (_used - _block > MaxBlock / 4) BeginBlock();
        Reserve(length);
        _used += length;
        return _bytes.AsSpan(_used - length, length);
    }

    private void BeginBlock()
    {
        CloseBlock();
        Reserve(BlockHeader);
        _block = _used;
        _used += BlockHeader;
    }

    private void CloseBlock()
    {
        var block = _bytes.AsSpan(_block, _used - _block);
        BinaryPrimitives.WriteInt32LittleEndian(block, block.Length - BlockHeader);
        BinaryPrimitives.WriteUInt32LittleEndian(block[4..], Checksum(block[BlockHeader..]));
    }

    private void Reserve(int length)
    {
        if (_used + length > _bytes.Length) Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, _used + length));
    }

    /// <summary>CRC-32C.</summary>
    public static uint Checksum(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        for (; bytes.Length >= 8; bytes = bytes[8..]) crc = BitOperations.Crc32C(crc, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
        foreach (var b in bytes) crc = BitOperations.Crc32C(crc, b);
        return ~crc;
    }
}

/// <summary>The first byte of a record.</summary>
internal enum IndexRecordKind : byte
{
    Add = 1,
    Change = 2,
    Gone = 3,
    Counters = 4,
    Keywords = 5,
}
