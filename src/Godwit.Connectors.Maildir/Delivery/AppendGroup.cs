namespace Godwit.Connectors.Maildir;

/// <summary>
/// Messages that lie in <c>tmp</c> and become visible together. The order makes every crash harmless: the files are on the disk, then their uids, then they are renamed into
/// place in feed order, then the directories are on the disk, then the outcomes are told. A uid whose file never appeared is a gap; a file whose uid was lost would be a second message.
/// </summary>
internal sealed class AppendGroup(MaildirStore store, MaildirFolder folder, StoreFaults faults)
{
    /// <summary>The most messages of a group, whatever the options allow.</summary>
    public const int MostMessages = 256;

    private const int NameRoom = FileNames.MaxLength + 1;

    private readonly PendingMessage[] _messages = new PendingMessage[MostMessages];
    private readonly byte[] _names = new byte[MostMessages * NameRoom];
    private readonly DirectoryHandle _tmp = folder.PrepareForWriting();
    private SharedFlush? _flush;
    private long _failuresBefore;

    public int Count { get; private set; }

    public long Bytes { get; private set; }

    /// <summary>Where the next message's unique name is to be written.</summary>
    public Span<byte> NextName => _names.AsSpan(Count * NameRoom, NameRoom);

    /// <summary>To be called before the first message of a group is written.</summary>
    public void Begin() => _failuresBefore = (_flush ??= store.Settings.Disk.FlushOf(_tmp.Descriptor)).Failures;

    public void Add(in PendingMessage message)
    {
        _messages[Count++] = message;
        Bytes += message.File.Size;
    }

    private Span<byte> NameOf(int index) => _names.AsSpan(index * NameRoom, _messages[index].TmpLength);

    /// <summary>Makes the messages visible and tells their outcomes.</summary>
    public void Commit(FolderGeneration generation, KeywordTable keywords, IAppendOutcomes outcomes, CancellationToken cancellation)
    {
        if (Count == 0) return;
        var uids = new uint[Count];
        var (stored, error) = Publish(generation, keywords, uids, cancellation);
        for (var i = 0; i < stored; i++) outcomes.Stored(_messages[i].Ticket, uids[i]);
        if (error < 0)
        {
            RemoveFrom(stored);
            throw faults.Writing(-error, "a message");
        }
        (Count, Bytes) = (0, 0);
    }

    private (int Stored, int Error) Publish(FolderGeneration generation, KeywordTable keywords, uint[] uids, CancellationToken cancellation)
    {
        using var held = folder.Enter(cancellation);
        folder.Require(held.State, generation);
        var marker = ++held.State.Marker;
        held.Learn(keywords, marker);
        for (var i = 0; i < Count; i++) uids[i] = Record(held, i, marker);
        held.Journal.Counters(held.State);
        SyncFiles(held);
        var (stored, error) = RenameAll(held.State, uids);
        if (error < 0) Withdraw(held, uids.AsSpan(stored));
        SyncDirectories();
        return (stored, error);
    }

    // Files and uids must be on the disk before the first name appears; both at once where the settings allow it.
    private void SyncFiles(FolderIndex.Held held)
    {
        var asGroup = store.Settings.Syncing == FileSyncing.Group;
        held.Commit(mayWaitForSync: asGroup);
        if (!asGroup) return;
        var error = _flush!.Run(_tmp.Descriptor, _tmp.Opened, _failuresBefore);
        if (error == 0 && store.Indexes.Place == IndexPlace.Elsewhere) error = held.Sync();
        if (error < 0) throw faults.Writing(-error, "a message");
    }

    private uint Record(FolderIndex.Held held, int index, ulong marker)
    {
        ref var pending = ref _messages[index];
        Span<byte> name = stackalloc byte[FileNames.MaxLength];
        var baseLength = FinalName(index, name, out var length);
        var uid = folder.TakeUid(held.State);
        ref var message = ref held.State.Messages.Add(uid, name[..length], baseLength);
        message.State = IsNew(pending) ? RecordState.InNew : RecordState.InCur;
        message.Letters = pending.Letters;
        message.ChangedAt = marker;
        message.SetReceived = pending.Received;
        message.Size = pending.File.Canonical;
        message.Inode = pending.File.Inode;
        held.Journal.Add(message, name[..baseLength]);
        return uid;
    }

    private static bool IsNew(in PendingMessage message) => message.Letters.Bits == 0;

    // unique,S=bytes,W=canonical and, in cur, :2,FLAGS
    private int FinalName(int index, Span<byte> target, out int length)
    {
        ref var pending = ref _messages[index];
        NameOf(index).CopyTo(target);
        length = pending.TmpLength;
        ",S="u8.CopyTo(target[length..]);
        length += 3;
        length += UniqueNames.Number(pending.File.Size, target[length..]);
        ",W="u8.CopyTo(target[length..]);
        length += 3;
        length += UniqueNames.Number(pending.File.Canonical, target[length..]);
        var baseLength = length;
        if (IsNew(pending)) return baseLength;
        ":2,"u8.CopyTo(target[length..]);
        length += 3;
        length += pending.Letters.Write(target[length..]);
        return baseLength;
    }

    private (int Stored, int Error) RenameAll(IndexState state, uint[] uids)
    {
        for (var i = 0; i < Count; i++)
        {
            ref var message = ref state.Messages[state.Messages.Find(uids[i])];
            var target = IsNew(_messages[i]) ? folder.New! : folder.Cur!;
            var error = _tmp.Rename(store.Settings.Disk, NameOf(i), target, state.Messages.NameOf(message));
            if (error < 0) return (i, error);
        }
        return (Count, 0);
    }

    private static void Withdraw(FolderIndex.Held held, Span<uint> uids)
    {
        foreach (var uid in uids)
        {
            held.State.Messages.MarkGone(ref held.State.Messages[held.State.Messages.Find(uid)]);
            held.Journal.Gone(uid);
        }
        try
        {
            held.Commit();
        }
        catch (FaultException)
        {
            // The disk is full, which the caller is about to hear; the next scan finds these files missing.
        }
    }

    // Before any outcome is told: when this fails, what became of the group is not known.
    private void SyncDirectories()
    {
        if (store.Settings.Syncing == FileSyncing.Never) return;
        bool toNew = false, toCur = false;
        for (var i = 0; i < Count; i++)
        {
            if (IsNew(_messages[i])) toNew = true; else toCur = true;
        }
        var error = toNew ? store.Settings.Disk.Sync(folder.New!.Descriptor) : 0;
        if (error == 0 && toCur) error = store.Settings.Disk.Sync(folder.Cur!.Descriptor);
        if (error < 0) throw faults.Make(ConnectorFaults.StoreUnusable, $"A directory of {faults.Store} could not be brought to the disk: {Errno.Describe(-error)}.", FaultOutcome.Unknown);
    }

    /// <summary>Removes what is not visible yet.</summary>
    public void Discard() => RemoveFrom(0);

    private void RemoveFrom(int first)
    {
        for (var i = first; i < Count; i++)
        {
            _ = _tmp.RemoveFile(NameOf(i));
        }
        (Count, Bytes) = (0, 0);
    }
}

/// <summary>A message in <c>tmp</c> with all that its place in the folder needs.</summary>
internal struct PendingMessage
{
    public long Ticket;
    public int TmpLength;
    public FlagLetters Letters;
    public ReceivedDate Received;
    public WrittenFile File;
}
