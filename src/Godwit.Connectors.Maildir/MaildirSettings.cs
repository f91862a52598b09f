namespace Godwit.Connectors.Maildir;

/// <summary>How folders stand on the disk.</summary>
public enum MaildirLayout
{
    /// <summary>Maildir++: every folder is a directory <c>.Sent.Sub</c> in the root; the root itself is INBOX.</summary>
    Flat,
    /// <summary>Folders in folders (Dovecot's <c>LAYOUT=fs</c>, mbsync and others): <c>Sent/Sub</c>.</summary>
    Nested,
}

/// <summary>When written data is forced to the disk.</summary>
public enum FileSyncing
{
    /// <summary>Each message before it becomes visible, and its directory after it.</summary>
    Always,
    /// <summary>
    /// All messages of a group by one sync of their file system before the first becomes visible, and the directories once a group. As safe as <see cref="Always"/>, since outcomes are told after
    /// it, and some thirty times as fast on small mail; it waits for what other programs wrote to that file system, too.
    /// </summary>
    Group,
    /// <summary>Left to the system. A power loss may lose messages that were told as stored.</summary>
    Never,
}

/// <summary>Where a Maildir is and how to treat it.</summary>
/// <param name="Path">The directory that holds INBOX or the folders.</param>
public sealed record MaildirSettings(string Path)
{
    /// <summary>The layout; null finds it out, and takes <see cref="MaildirLayout.Flat"/> for a new target.</summary>
    public MaildirLayout? Layout { get; init; }

    /// <summary>How names of new folders are written. Both encodings are always read.</summary>
    public FolderNameEncoding NameEncoding { get; init; }

    /// <summary>True when a path where nothing is yet becomes a Maildir as soon as it is opened for writing; false makes that a fault.</summary>
    public bool MakeIfMissing { get; init; } = true;

    /// <summary>
    /// The directory for the index that keeps uids stable, made when missing. It belongs to this one Maildir. Without it a connector that writes
    /// keeps the index in the folders themselves, and one that only reads keeps it in memory, so that its uids end with the connector: a source is never written to.
    /// </summary>
    public string? IndexFolder { get; init; }

    /// <summary>
    /// The directory that the Maildir must lie in, links resolved on both sides; else it is refused. For services that hand out what others can write to: whoever owns a directory on the way could put a
    /// link in its place. Null: anywhere.
    /// </summary>
    public string? Within { get; init; }

    /// <summary>When written data is forced to the disk.</summary>
    public FileSyncing Syncing { get; init; } = FileSyncing.Group;

    /// <summary>How long to wait for another process that holds an index or one of Dovecot's files.</summary>
    public TimeSpan LockPatience { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The largest message that is read, in bytes of its canonical form; a compressed file can hold a thousand times its size. A larger one is an item fault.</summary>
    public long MaxMessageBytes { get; init; } = 2L * 1024 * 1024 * 1024;

    /// <summary>The disk to write on; exchanged in tests only.</summary>
    internal Disk Disk { get; init; } = Disk.Real;
}
