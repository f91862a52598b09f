namespace Godwit.Connectors.Memory;

/// <summary>A message in a folder. Only <see cref="Flags"/> and <see cref="ModSeq"/> ever change, under the mailbox's lock.</summary>
internal sealed class StoredMessage(uint uid, MemoryContent content, MessageFlags flags, ReceivedDate? received, long? sizeHint)
{
    public uint Uid => uid;

    public MemoryContent Content => content;

    public MessageFlags Flags { get; set; } = flags;

    public ReceivedDate? Received => received;

    /// <summary>What the store claims the size to be, when that differs from the truth.</summary>
    public long? SizeHint => sizeHint;

    public ulong ModSeq { get; set; }

    public MessageEntry Entry => new(uid, Flags, received, sizeHint ?? content.Length);
}
