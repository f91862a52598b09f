namespace Godwit.Connectors.Maildir;

/// <summary>Changes of messages that are there: flags by renaming, removal by unlinking. A file that another client renamed meanwhile is looked up once more.</summary>
internal sealed class MessageChanges(MaildirStore store, MaildirFolder folder, FolderGeneration generation, StoreFaults faults)
{
    private delegate int Change(ref MessageRecord message, IndexState state);

    public void ChangeFlags(UidSet uids, MessageFlags add, MessageFlags remove, CancellationToken cancellation)
    {
        folder.PrepareForWriting();
        var keywords = KeywordFile.Extend(folder.Directory, add.Keywords, store.Replacement(faults), cancellation);
        using var held = Enter(cancellation);
        var marker = ++held.State.Marker;
        held.Learn(keywords, marker);
        var (plus, minus) = (keywords.LettersOf(add), keywords.LettersOf(remove));
        var journal = held.Journal;
        ForEach(held, uids, (ref MessageRecord message, IndexState state) =>
        {
            var letters = (message.Letters | plus).Without(minus);
            if (letters == message.Letters) return 0;
            var error = Rename(ref message, state, letters);
            if (error < 0) return error;
            message.ChangedAt = marker;
            journal.Change(message);
            return 0;
        });
    }

    public void Remove(UidSet uids, CancellationToken cancellation)
    {
        folder.PrepareForWriting();
        using var held = Enter(cancellation);
        held.State.Marker++;
        var journal = held.Journal;
        ForEach(held, uids, (ref MessageRecord message, IndexState state) =>
        {
            var directory = message.State == RecordState.InNew ? folder.New! : folder.Cur!;
            var error = directory.RemoveFile(state.Messages.NameOf(message));
            if (error < 0) return error;
            state.Messages.MarkGone(ref message);
            journal.Gone(message.Uid);
            return 0;
        });
    }

    private FolderIndex.Held Enter(CancellationToken cancellation)
    {
        var held = folder.EnterNamed(cancellation);
        if (held.State.Generation == generation) return held;
        var found = held.State.Generation;
        held.Dispose();
        throw faults.GenerationDiffers(folder.WireName, generation, found);
    }

    private void ForEach(FolderIndex.Held held, UidSet uids, Change change)
    {
        var failed = 0;
        for (var i = 0; i < uids.RangeCount && failed == 0; i++)
        {
            var (first, last) = uids.RangeAt(i);
            failed = ForRange(held, first, last, change);
        }
        held.Journal.Counters(held.State);
        held.Commit();
        SyncDirectories();
        if (failed < 0) throw faults.Writing(-failed, "a message's name");
    }

    private int ForRange(FolderIndex.Held held, uint first, uint last, Change change)
    {
        var at = held.State.Messages.Find(first);
        for (at = at < 0 ? ~at : at; at < held.State.Messages.Count && held.State.Messages[at].Uid <= last; at++)
        {
            if (!IsThere(held.State.Messages[at])) continue;
            var uid = held.State.Messages[at].Uid;
            var error = change(ref held.State.Messages[at], held.State);
            if (error == -Errno.NoEntry) error = Retry(held, uid, change, out at);
            if (error < 0 && error != -Errno.NoEntry) return error;
        }
        return 0;
    }

    // A scan may pack the table: the place is looked up anew.
    private int Retry(FolderIndex.Held held, uint uid, Change change, out int at)
    {
        FolderScan.Run(folder, held, store.Clock, mayTrustTimes: false);
        at = held.State.Messages.Find(uid);
        if (at < 0) { at = ~at - 1; return 0; }
        return IsThere(held.State.Messages[at]) ? change(ref held.State.Messages[at], held.State) : 0;
    }

    private static bool IsThere(in MessageRecord message) => message.State is RecordState.InNew or RecordState.InCur;

    private int Rename(ref MessageRecord message, IndexState state, FlagLetters letters)
    {
        Span<byte> name = stackalloc byte[FileNames.MaxLength];
        var present = state.Messages.NameOf(message);
        var length = MessageName.Parse(present).WriteWith(letters, name);
        if (length == 0) return -Errno.NameTooLong;
        var from = message.State == RecordState.InNew ? folder.New! : folder.Cur!;
        var error = from.Rename(store.Settings.Disk, present, folder.Cur!, name[..length]);
        // Another file has this base and these flags (a damaged store): what stands behind a comma is nobody's flag and makes the name our own.
        if (error == -Errno.Exists && length + 12 <= FileNames.MaxLength)
        {
            ",Q"u8.CopyTo(name[length..]);
            length += 2 + UniqueNames.Number(message.Uid, name[(length + 2)..]);
            error = from.Rename(store.Settings.Disk, present, folder.Cur!, name[..length]);
        }
        if (error < 0) return error;
        state.Messages.SetName(ref message, name[..length]);
        (message.State, message.Letters) = (RecordState.InCur, letters);
        return 0;
    }

    private void SyncDirectories()
    {
        if (store.Settings.Syncing == FileSyncing.Never) return;
        if (folder.New is { } news) _ = store.Settings.Disk.Sync(news.Descriptor);
        if (folder.Cur is { } cur) _ = store.Settings.Disk.Sync(cur.Descriptor);
    }
}
