namespace Godwit.Connectors.Maildir;

/// <summary>All that an index says of one folder.</summary>
internal sealed class IndexState(FolderGeneration generation, FileIdentity folder)
{
    /// <summary>Under which the uids mean something.</summary>
    public FolderGeneration Generation { get; } = generation;

    /// <summary>The directory that the index was made for.</summary>
    public FileIdentity Folder { get; } = folder;

    public MessageTable Messages { get; } = new();

    /// <summary>The uid that the next message gets.</summary>
    public uint UidNext { get; set; } = 1;

    /// <summary>Raised by each scan or change of ours that found or made a difference.</summary>
    public ulong Marker { get; set; } = 1;

    /// <summary>The names behind the keyword letters when the folder was last scanned.</summary>
    public KeywordTable Keywords { get; set; } = KeywordTable.Empty;

    /// <summary>The next uid, counted up.</summary>
    public uint TakeUid() => UidNext == uint.MaxValue ? throw new OverflowException("The uids of a folder are used up.") : UidNext++;
}
