namespace Godwit.Connectors.Maildir;

/// <summary>What a stat tells of a file.</summary>
/// <param name="Inode">Its number on its file system; free to be used again after a deletion.</param>
/// <param name="Size">Bytes on disk.</param>
/// <param name="ModifiedSeconds">When its content last changed, seconds since 1970 UTC.</param>
/// <param name="ModifiedNanoseconds">The fraction to it.</param>
/// <param name="BornNanoseconds">When it was made, nanoseconds since 1970 UTC; zero where the file system does not keep that.</param>
/// <param name="Mode">Type and permission bits.</param>
/// <param name="User">Owner.</param>
/// <param name="Group">Group.</param>
internal readonly record struct FileFacts(
    ulong Inode, long Size, long ModifiedSeconds, uint ModifiedNanoseconds, long BornNanoseconds, ushort Mode, uint User, uint Group)
{
    private const int TypeMask = 0xF000;

    public bool IsDirectory => (Mode & TypeMask) == 0x4000;
    public bool IsRegular => (Mode & TypeMask) == 0x8000;
    public bool IsLink => (Mode & TypeMask) == 0xA000;

    /// <summary>The file's identity over renames, and not that of a later file that got the same inode; zero birth where the file system keeps none.</summary>
    public FileIdentity Identity => new(Inode, BornNanoseconds);
}

/// <summary>An inode and its time of birth.</summary>
internal readonly record struct FileIdentity(ulong Inode, long BornNanoseconds)
{
    /// <summary>True when it can be told from a later file with the same inode.</summary>
    public bool IsSure => BornNanoseconds != 0;

    public override string ToString() => $"{Inode:x}-{BornNanoseconds:x}";
}
