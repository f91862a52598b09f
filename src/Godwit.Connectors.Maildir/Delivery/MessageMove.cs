namespace Godwit.Connectors.Maildir;

/// <summary>
/// Moves messages into another folder by renaming their files: nothing is copied. Their new uids are lasting before the first file moves, so that a crash leaves each message in one
/// of the two folders, once.
/// </summary>
internal sealed class MessageMove(MaildirStore store, MaildirFolder from, MaildirFolder to, FolderGeneration generation, StoreFaults faults)
{
    private readonly List<uint> _oldUids = [];
    private readonly List<uint> _newUids = [];

    public MovedMessages Run(UidSet uids, CancellationToken cancellation)
    {
        from.PrepareForWriting();
        to.PrepareForWriting();
        // Two movers in opposite directions must not wait for each other.
        if (string.CompareOrdinal(from.WireName, to.WireName) < 0)
        {
            using var source = from.EnterScanned(cancellation);
            using var target = to.EnterNamed(cancellation);
            return Run(source, target, uids, cancellation);
        }
        else
        {
            using var target = to.EnterNamed(cancellation);
            using var source = from.EnterScanned(cancellation);
            return Run(source, target, uids, cancellation);
        }
    }

    private MovedMessages Run(FolderIndex.Held source, FolderIndex.Held target, UidSet uids, CancellationToken cancellation)
    {
        from.Require(source.State, generation);
        Translate(source, target, uids, cancellation);
        target.Journal.Counters(target.State);
        target.Commit();
        var error = RenameAll(source, target, out var moved);
        source.State.Marker++;
        source.Journal.Counters(source.State);
        source.Commit();
        target.Commit();
        Sync();
        if (error < 0) throw faults.Writing(-error, "a moved message");
        return moved;
    }

    private void Translate(FolderIndex.Held source, FolderIndex.Held target, UidSet uids, CancellationToken cancellation)
    {
        var used = Used(source.State, uids);
        var keywords = KeywordFile.Extend(to.Directory, used, store.Replacement(faults), cancellation);
        var marker = ++target.State.Marker;
        target.Learn(keywords, marker);
        foreach (var uid in Live(source.State, uids))
        {
            ref var old = ref source.State.Messages[source.State.Messages.Find(uid)];
            _oldUids.Add(uid);
            _newUids.Add(Record(target, source.State, old, keywords, marker));
        }
    }

    private static KeywordSet Used(IndexState state, UidSet uids)
    {
        var letters = default(FlagLetters);
        foreach (var uid in Live(state, uids)) letters |= state.Messages[state.Messages.Find(uid)].Letters;
        return state.Keywords.KeywordsOf(letters);
    }

    private static List<uint> Live(IndexState state, UidSet uids)
    {
        var live = new List<uint>();
        for (var i = 0; i < state.Messages.Count; i++)
        {
            ref var message = ref state.Messages[i];
            if (message.State is RecordState.InNew or RecordState.InCur && uids.Contains(message.Uid)) live.Add(message.Uid);
        }
        return live;
    }

    private uint Record(FolderIndex.Held target, IndexState source, in MessageRecord old, KeywordTable keywords, ulong marker)
    {
        var letters = old.Letters.CapitalsOnly | keywords.LettersOf(source.Keywords.KeywordsOf(old.Letters));
        var parsed = MessageName.Parse(source.Messages.NameOf(old));
        Span<byte> name = stackalloc byte[FileNames.MaxLength];
        var length = parsed.WriteWith(letters, name);
        var baseLength = parsed.BaseLength;
        if (length == 0 || target.State.Messages.FindBase(parsed.Base) >= 0) length = OwnName(letters, name, out baseLength);
        var uid = to.TakeUid(target.State);
        ref var message = ref target.State.Messages.Add(uid, name[..length], baseLength);
        (message.State, message.Letters, message.ChangedAt) = (RecordState.InCur, letters, marker);
        (message.SetReceived, message.Size, message.Inode) = (old.Received, old.Size, old.Inode);
        target.Journal.Add(message, name[..baseLength]);
        return uid;
    }

    // The folder has a message of this base name already: the moved one gets a new one.
    private int OwnName(FlagLetters letters, Span<byte> name, out int baseLength)
    {
        baseLength = new UniqueNames(store.Clock).Write(name);
        ":2,"u8.CopyTo(name[baseLength..]);
        return baseLength + 3 + letters.Write(name[(baseLength + 3)..]);
    }

    private int RenameAll(FolderIndex.Held source, FolderIndex.Held target, out MovedMessages moved)
    {
        var (oldUids, newUids) = (new List<uint>(), new List<uint>());
        var failed = 0;
        for (var i = 0; i < _oldUids.Count; i++)
        {
            ref var old = ref source.State.Messages[source.State.Messages.Find(_oldUids[i])];
            ref var moving = ref target.State.Messages[target.State.Messages.Find(_newUids[i])];
            var directory = old.State == RecordState.InNew ? from.New! : from.Cur!;
            var error = failed < 0 ? failed : directory.Rename(store.Settings.Disk, source.State.Messages.NameOf(old), to.Cur!, target.State.Messages.NameOf(moving));
            if (error == 0)
            {
                source.State.Messages.MarkGone(ref old);
                source.Journal.Gone(old.Uid);
                oldUids.Add(_oldUids[i]);
                newUids.Add(_newUids[i]);
                continue;
            }
            // Renamed by another client in this moment: it stays where it is, and the engine will see it there.
            if (error != -Errno.NoEntry) failed = error;
            target.State.Messages.MarkGone(ref moving);
            target.Journal.Gone(moving.Uid);
        }
        moved = new MovedMessages(target.State.Generation, oldUids, newUids);
        return failed;
    }

    private void Sync()
    {
        if (store.Settings.Syncing == FileSyncing.Never) return;
        foreach (var directory in (DirectoryHandle?[])[to.Cur, from.Cur, from.New])
        {
            if (directory is not null) _ = store.Settings.Disk.Sync(directory.Descriptor);
        }
    }
}
