namespace Godwit.Connectors.Memory;

/// <summary>Everything that was in a mailbox at one moment, for comparing.</summary>
/// <param name="Folders">Parents before children.</param>
public sealed record MailboxSnapshot(IReadOnlyList<FolderSnapshot> Folders)
{
    /// <summary>The folder at this path, or null.</summary>
    public FolderSnapshot? Find(FolderPath path)
    {
        foreach (var folder in Folders)
        {
            if (folder.Folder.Path == path) return folder;
        }
        return null;
    }

    /// <summary>How many messages all folders hold.</summary>
    public long MessageCount
    {
        get
        {
            var count = 0L;
            foreach (var folder in Folders) count += folder.Messages.Count;
            return count;
        }
    }
}

/// <summary>A folder at one moment.</summary>
/// <param name="Folder">As lanes tell it.</param>
/// <param name="Status">Its counters; the marker always told.</param>
/// <param name="Messages">By ascending uid.</param>
public sealed record FolderSnapshot(Folder Folder, FolderStatus Status, IReadOnlyList<MessageSnapshot> Messages);

/// <summary>A message at one moment.</summary>
/// <param name="Uid">Its number.</param>
/// <param name="Flags">Its flags.</param>
/// <param name="Received">Its received date.</param>
/// <param name="Content">Its bytes; <see cref="MemoryContent.Digest"/> compares them in canonical form.</param>
/// <param name="ModSeq">When it last changed.</param>
public readonly record struct MessageSnapshot(uint Uid, MessageFlags Flags, ReceivedDate? Received, MemoryContent Content, ulong ModSeq);
