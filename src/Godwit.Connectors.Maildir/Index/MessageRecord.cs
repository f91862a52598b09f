namespace Godwit.Connectors.Maildir;

/// <summary>What the index knows of one message. A value: a folder of a million costs no objects.</summary>
internal struct MessageRecord
{
    public uint Uid;

    /// <summary>Where the current file name stands in the arena of names; the first <see cref="BaseLength"/> bytes are the base.</summary>
    public int NameAt;

    public byte BaseLength;

    /// <summary>Length of the whole name; equals the base until a scan has seen the file.</summary>
    public byte NameLength;

    /// <summary>Room for the name in the arena.</summary>
    public byte NameRoom;

    public RecordState State;

    public FlagLetters Letters;

    /// <summary>The marker at which it last changed.</summary>
    public ulong ChangedAt;

    public long ReceivedSeconds;
    public short OffsetMinutes;
    public bool HasReceived;

    /// <summary>The best that is known of its size.</summary>
    public long Size;

    public ulong Inode;

    /// <summary>The next record in the same bucket, or -1.</summary>
    public int Next;

    /// <summary>The round of a scan that last saw its file.</summary>
    public long SeenInScan;

    public readonly ReceivedDate? Received => HasReceived ? new ReceivedDate(ReceivedSeconds, OffsetMinutes) : null;

    public ReceivedDate? SetReceived
    {
        set
        {
            HasReceived = value is not null;
            (ReceivedSeconds, OffsetMinutes) = (value?.UnixSeconds ?? 0, value?.OffsetMinutes ?? 0);
        }
    }
}

/// <summary>Where a message's file is.</summary>
internal enum RecordState : byte
{
    /// <summary>Known from the index file; its present name is not known before a scan.</summary>
    Unseen,
    InNew,
    InCur,
    /// <summary>Removed; its uid is never given again.</summary>
    Gone,
}
