namespace Godwit.Connectors.Memory;

/// <content>What lanes do, each under the lock and with the contract's refusals.</content>
public sealed partial class MemoryMailbox
{
    private int _openLanes;

    internal void EnterLane(Side side)
    {
        lock (_gate)
        {
            if (_openLanes >= Options.Traits.MaxLanes) throw Refusal.TooManyLanes(side, Options.Traits.MaxLanes);
            _openLanes++;
        }
    }

    internal void LeaveLane()
    {
        lock (_gate) _openLanes--;
    }

    internal MailboxRoom? Room
    {
        get { lock (_gate) return Options.QuotaBytes is { } limit ? new MailboxRoom(Math.Max(0, limit - _bytes), null) : null; }
    }

    internal IReadOnlyList<FolderEntry> ListFolders()
    {
        lock (_gate)
        {
            var folders = _tree.Sorted;
            var entries = new FolderEntry[folders.Length];
            for (var i = 0; i < entries.Length; i++)
                entries[i] = new(Describe(folders[i]), Options.ListsStatus && folders[i].HoldsMessages ? StatusOf(folders[i], opened: false) : null);
            return entries;
        }
    }

    internal IReadOnlyList<FolderStatus?> ReadStatus(IReadOnlyList<Folder> folders)
    {
        lock (_gate)
        {
            var states = new FolderStatus?[folders.Count];
            for (var i = 0; i < states.Length; i++)
                states[i] = _tree.Find(folders[i].WireName) is { HoldsMessages: true } folder ? StatusOf(folder, opened: false) : null;
            return states;
        }
    }

    /// <summary>The folder as a lane selects it; of no generation in particular when <paramref name="generation"/> is null.</summary>
    internal (StoredFolder Folder, FolderStatus Status) Open(Side side, Folder folder, FolderGeneration? generation)
    {
        lock (_gate)
        {
            var there = Selected(side, folder, generation);
            return (there, StatusOf(there, opened: true));
        }
    }

    /// <summary>The cursor's next message that changed after <paramref name="since"/>, with its entry as of now.</summary>
    internal bool Next(Side side, FolderCursor cursor, ulong since, out MessageEntry entry)
    {
        lock (_gate)
        {
            CheckStillThere(side, cursor);
            var message = cursor.Next(since, uint.MaxValue);
            entry = message?.Entry ?? default;
            return message is not null;
        }
    }

    /// <summary>The cursor's next message between these uids, both included.</summary>
    internal StoredMessage? Next(Side side, FolderCursor cursor, uint first, uint last)
    {
        lock (_gate)
        {
            CheckStillThere(side, cursor);
            cursor.SkipTo(first);
            return cursor.Next(since: 0, last);
        }
    }

    internal UidSet VanishedAmong(StoredFolder folder, UidSet known, ulong since)
    {
        lock (_gate) return folder.VanishedAmong(known, since);
    }

    internal Folder CreateFolder(Side side, FolderPath path, SpecialUse role)
    {
        lock (_gate) return Describe(Create(side, path, role));
    }

    internal Folder RenameFolder(Side side, Folder folder, FolderPath to)
    {
        lock (_gate)
        {
            Rename(side, Found(side, folder), to);
            return Describe(_tree.Find(to)!);
        }
    }

    internal void DeleteFolder(Side side, Folder folder)
    {
        lock (_gate) Delete(side, Found(side, folder));
    }

    internal void SetSubscribed(Side side, Folder folder, bool subscribed)
    {
        lock (_gate) Found(side, folder).IsSubscribed = subscribed;
    }

    internal void ChangeFlags(Side side, Folder folder, FolderGeneration generation, UidSet uids, MessageFlags add, MessageFlags remove)
    {
        lock (_gate)
        {
            var there = Selected(side, folder, generation);
            if (uids.IsEmpty) return;
            for (var i = there.PositionOf(uids.Min); i < there.Count && there[i].Uid <= uids.Max; i++)
            {
                var message = there[i];
                if (uids.Contains(message.Uid)) there.SetFlags(message, message.Flags.Union(Kept(add)).Except(remove));
            }
        }
    }

    internal MovedMessages? MoveMessages(Side side, Folder from, FolderGeneration generation, UidSet uids, Folder to)
    {
        if (!Options.Traits.Moves.CanMove) throw Refusal.NotSupported(side, "move messages");
        lock (_gate)
        {
            var source = Selected(side, from, generation);
            var target = Selected(side, to, null);
            var moved = source.Remove(uids);
            var (old, @new) = (new uint[moved.Count], new uint[moved.Count]);
            for (var i = 0; i < old.Length; i++) (old[i], @new[i]) = (moved[i].Uid, Adopt(target, moved[i]));
            return Options.Traits.Reports.NewUids ? new MovedMessages(target.Generation, old, @new) : null;
        }
    }

    internal void RemoveMessages(Side side, Folder folder, FolderGeneration generation, UidSet uids)
    {
        if (!Options.Traits.Moves.CanRemove) throw Refusal.NotSupported(side, "remove messages by uid");
        lock (_gate) Remove(Selected(side, folder, generation), uids);
    }

    private StoredFolder Found(Side side, Folder folder) => _tree.Find(folder.WireName) ?? throw Refusal.NoFolder(side, folder.Path);

    private StoredFolder Selected(Side side, Folder folder, FolderGeneration? generation)
    {
        var there = Found(side, folder);
        if (!there.HoldsMessages) throw Refusal.HoldsNoMessages(side, folder.Path);
        if (generation is { } asked && asked != there.Generation) throw Refusal.GenerationChanged(side, folder.Path, asked, there.Generation);
        return there;
    }

    /// <summary>A folder that is deleted or rebuilt under an open listing or reader ends it with a fault.</summary>
    private static void CheckStillThere(Side side, FolderCursor cursor)
    {
        var folder = cursor.Folder;
        if (folder.IsGone) throw Refusal.NoFolder(side, folder.Path);
        if (folder.Generation != cursor.Generation) throw Refusal.GenerationChanged(side, folder.Path, cursor.Generation, folder.Generation);
    }

    private static Folder Describe(StoredFolder folder) => new(folder.Path, folder.Path.ToString())
    {
        Role = folder.Role,
        HoldsMessages = folder.HoldsMessages,
        IsSubscribed = folder.IsSubscribed,
        ObjectId = folder.ObjectId,
    };

    private FolderStatus StatusOf(StoredFolder folder, bool opened) =>
        new(folder.Generation, folder.UidNext, folder.Count, new ChangeMarker(Options.Traits.Reports.Changes ? folder.ModSeq : 0))
        {
            Bytes = folder.Bytes,
            Accepts = opened ? Accepts : null,
        };

    /// <summary>What the folders keep of these flags.</summary>
    private MessageFlags Kept(MessageFlags flags)
    {
        if (Accepts.NewKeywords || flags.Keywords.Count == 0) return new(flags.System & Accepts.System, flags.Keywords);
        return new(flags.System & Accepts.System, KeywordSet.Of(flags.Keywords.Where(Accepts.Keywords.Contains)));
    }
}
