using System.Buffers.Binary;

namespace Godwit.Connectors.Maildir;

/// <summary>What an index file begins with, <see cref="Length"/> bytes: a magic word, the format's version, the generation, the folder's identity, a checksum.</summary>
internal readonly record struct IndexHeader(ushort Version, FolderGeneration Generation, FileIdentity Folder)
{
    public const int Length = 64;

    /// <summary>The format that this program writes.</summary>
    public const ushort CurrentVersion = 1;

    private static ReadOnlySpan<byte> Magic => "GodwitUi"u8;

    public void Write(Span<byte> target)
    {
        target[..Length].Clear();
        Magic.CopyTo(target);
        BinaryPrimitives.WriteUInt16LittleEndian(target[8..], Version);
        BinaryPrimitives.WriteUInt32LittleEndian(target[12..], Generation.Number);
        BinaryPrimitives.WriteUInt64LittleEndian(target[16..], Folder.Inode);
        BinaryPrimitives.WriteInt64LittleEndian(target[24..], Folder.BornNanoseconds);
        BinaryPrimitives.WriteUInt32LittleEndian(target[60..], IndexJournal.Checksum(target[..60]));
    }

    /// <summary>False when the bytes are no header of any version.</summary>
    public static bool TryRead(ReadOnlySpan<byte> bytes, out IndexHeader header)
    {
        header = default;
        if (bytes.Length < Length || !bytes.StartsWith(Magic)) return false;
        if (BinaryPrimitives.ReadUInt32LittleEndian(bytes[60..]) != IndexJournal.Checksum(bytes[..60])) return false;
        header = new IndexHeader(
            BinaryPrimitives.ReadUInt16LittleEndian(bytes[8..]),
            new FolderGeneration(BinaryPrimitives.ReadUInt32LittleEndian(bytes[12..])),
            new FileIdentity(BinaryPrimitives.ReadUInt64LittleEndian(bytes[16..]), BinaryPrimitives.ReadInt64LittleEndian(bytes[24..])));
        return header.Generation.IsKnown;
    }

    /// <summary>Reads the header of a file in this directory; false when it has none.</summary>
    public static unsafe bool TryReadFrom(DirectoryHandle directory, ReadOnlySpan<byte> name, out IndexHeader header)
    {
        header = default;
        var descriptor = directory.OpenFile(name, Libc.ReadOnly);
        if (descriptor < 0) return false;
        var bytes = stackalloc byte[Length];
        var got = Libc.Read(descriptor, bytes, Length);
        _ = Libc.Close(descriptor);
        return got == Length && TryRead(new ReadOnlySpan<byte>(bytes, Length), out header);
    }
}
