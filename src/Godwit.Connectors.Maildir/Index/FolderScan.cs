using System.Runtime.InteropServices;

namespace Godwit.Connectors.Maildir;

/// <summary>
/// Brings a folder's index up to its directories. A listing of a directory may miss a file that another client renames meanwhile; so what seems to be gone is looked for
/// again before it is believed, and what appears is counted once, by base name and inode.
/// </summary>
internal ref struct FolderScan
{
    /// <summary>How often the directories are listed at most, while others keep changing them.</summary>
    private const int MaxRounds = 5;

    private readonly MaildirFolder _folder;
    private readonly FolderIndex.Held _held;
    private readonly DateTimeOffset _now;
    private readonly List<NewFile> _found = [];
    private readonly List<byte> _names = [];
    private readonly long _firstRound;
    private long _round;
    private bool _unsettled;
    private bool _changed;
    private ulong _marker;

    private FolderScan(MaildirFolder folder, FolderIndex.Held held, TimeProvider clock)
    {
        _folder = folder;
        _held = held;
        _now = clock.GetUtcNow();
        _firstRound = s_rounds + 1;
        _marker = held.State.Marker + 1;
    }

    private static long s_rounds;

    /// <summary>A file whose base name the index does not have.</summary>
    private readonly record struct NewFile(int NameAt, int Length, ulong Inode, bool InNew);

    /// <summary>Scans; with <paramref name="mayTrustTimes"/> not when the directories' times prove that nothing changed since the last scan of this process.</summary>
    public static void Run(MaildirFolder folder, FolderIndex.Held held, TimeProvider clock, bool mayTrustTimes)
    {
        var index = held.Index;
        var times = folder.Times();
        var last = index.LastScan;
        if (mayTrustTimes && last.Proves && index.NamesAreKnown && Same(last, times)) return;
        new FolderScan(folder, held, clock).Run();
        index.NamesAreKnown = true;
        // A change within the tick of the last one leaves no trace in the time: times prove something only when they are older than any tick. The disk's clock is the
        // machine's own, whichever clock was injected.
        var started = TimeProvider.System.GetUtcNow().Ticks - DateTime.UnixEpoch.Ticks;
        var newest = Math.Max(times.NewTime, Math.Max(times.CurTime, times.KeywordsTime));
        index.LastScan = times with { Proves = started * 100 - newest > 3_000_000_000 };
    }

    private static bool Same(ScanMemory a, ScanMemory b) => a.NewTime == b.NewTime && a.CurTime == b.CurTime && a.KeywordsTime == b.KeywordsTime;

    private void Run()
    {
        ReadKeywords();
        for (var round = 1; round <= MaxRounds; round++)
        {
            _round = Interlocked.Increment(ref s_rounds);
            _unsettled = false;
            _found.Clear();
            _names.Clear();
            var before = _folder.Times();
            ListDirectory(_folder.New, inNew: true);
            ListDirectory(_folder.Cur, inNew: false);
            ClaimByBase();
            var missing = AnyMissing();
            if (!missing && !_unsettled) break;
            if (round > 1 && !_unsettled && Same(before, _folder.Times())) break;
        }
        if (FolderIsAnother()) { _held.Restart(); new FolderScan(_folder, _held, _folder.Clock).Run(); return; }
        Vanish();
        Appear();
        if (!_changed) return;
        _held.State.Marker = _marker;
        _held.Journal.Counters(_held.State);
        _held.Commit();
    }

    private void ReadKeywords() => _changed |= _held.Learn(_folder.ReadKeywords(), _marker);

    private void ListDirectory(DirectoryHandle? directory, bool inNew)
    {
        if (directory is null) return;
        if (!DirectoryReader.TryOpen(directory, out var reader, out var error)) throw _folder.Unlistable(error);
        try
        {
            while (reader.MoveNext(out error))
            {
                var name = reader.Name;
                if (name[0] == (byte)'.' || !IsMessage(directory, reader.Type, name)) continue;
                Observe(name, reader.Inode, inNew);
            }
            if (error != 0) throw _folder.Unlistable(error);
        }
        finally { reader.Dispose(); }
    }

    // A symbolic link is listed, so that it is not lost without a word; reading it is refused.
    private static bool IsMessage(DirectoryHandle directory, EntryType type, ReadOnlySpan<byte> name)
    {
        if (type != EntryType.Unknown) return type is EntryType.Regular or EntryType.Link;
        return directory.Stat(name, out var facts) == 0 && (facts.IsRegular || facts.IsLink);
    }

    private void Observe(ReadOnlySpan<byte> name, ulong inode, bool inNew)
    {
        var parsed = MessageName.Parse(name);
        var at = FindFile(parsed.Base, inode);
        if (at >= 0) { Claim(at, parsed, name, inode, inNew); return; }
        _found.Add(new NewFile(_names.Count, name.Length, inode, inNew));
        _names.AddRange(name);
    }

    /// <summary>The record with this base and this inode. Two files of one base name are two messages; two base names of one inode (a copy by hard link) are, too.</summary>
    private readonly int FindFile(ReadOnlySpan<byte> baseName, ulong inode)
    {
        var messages = _held.State.Messages;
        var at = messages.FindBase(baseName);
        while (at >= 0 && messages[at].Inode != inode) at = messages.NextTwin(at, baseName);
        return at;
    }

    private void Claim(int at, MessageName parsed, ReadOnlySpan<byte> name, ulong inode, bool inNew)
    {
        var messages = _held.State.Messages;
        ref var message = ref messages[at];
        var state = inNew ? RecordState.InNew : RecordState.InCur;
        // Seen under two names in one round: it is being renamed just now; which name is left, the next round tells.
        if (message.SeenInScan == _round) _unsettled = true;
        message.SeenInScan = _round;
        message.State = state;
        messages.SetName(ref message, name);
        if (message.Letters == parsed.Letters && message.Inode == inode) return;
        if (message.Letters != parsed.Letters) message.ChangedAt = _marker;
        message.Letters = parsed.Letters;
        message.Inode = inode;
        _held.Journal.Change(message);
        _changed = true;
    }

    // A known base name with another inode, after all files were seen: the store was copied, or a program wrote the file anew. It stays the same message.
    private void ClaimByBase()
    {
        var names = CollectionsMarshal.AsSpan(_names);
        var kept = 0;
        for (var i = 0; i < _found.Count; i++)
        {
            var name = names.Slice(_found[i].NameAt, _found[i].Length);
            var parsed = MessageName.Parse(name);
            var at = OnlyMissing(parsed.Base);
            if (at >= 0) Claim(at, parsed, name, _found[i].Inode, _found[i].InNew);
            else _found[kept++] = _found[i];
        }
        _found.RemoveRange(kept, _found.Count - kept);
    }

    private readonly int OnlyMissing(ReadOnlySpan<byte> baseName)
    {
        var messages = _held.State.Messages;
        var missing = -1;
        for (var at = messages.FindBase(baseName); at >= 0; at = messages.NextTwin(at, baseName))
        {
            if (WasSeen(messages[at])) continue;
            if (missing >= 0) return -1;
            missing = at;
        }
        return missing;
    }

    private readonly bool WasSeen(in MessageRecord message) => message.SeenInScan >= _firstRound;

    private readonly bool AnyMissing()
    {
        var messages = _held.State.Messages;
        for (var i = 0; i < messages.Count; i++)
        {
            if (messages[i].State != RecordState.Gone && !WasSeen(messages[i])) return true;
        }
        return false;
    }

    // The directory was made anew, and nothing of what the index knows is in it. A store that was copied elsewhere has its base names still and keeps its generation.
    private readonly bool FolderIsAnother()
    {
        var state = _held.State;
        if (!state.Folder.IsSure || !_folder.Identity.IsSure || state.Folder == _folder.Identity || state.Messages.Count == 0) return false;
        for (var i = 0; i < state.Messages.Count; i++)
        {
            if (WasSeen(state.Messages[i])) return false;
        }
        return true;
    }

    private void Vanish()
    {
        var messages = _held.State.Messages;
        for (var i = 0; i < messages.Count; i++)
        {
            ref var message = ref messages[i];
            if (message.State == RecordState.Gone || WasSeen(message)) continue;
            messages.MarkGone(ref message);
            _held.Journal.Gone(message.Uid);
            _changed = true;
        }
    }

    private void Appear()
    {
        if (_found.Count == 0) return;
        var names = CollectionsMarshal.AsSpan(_names);
        var files = CollectionsMarshal.AsSpan(_found);
        var order = new Arrival[files.Length];
        for (var i = 0; i < files.Length; i++) order[i] = Arrival.Of(names.Slice(files[i].NameAt, files[i].Length), i, files[i].NameAt);
        Array.Sort(order, new ArrivalOrder(_names));
        foreach (var arrival in order) Appear(files[arrival.Index], names.Slice(arrival.NameAt, arrival.Length));
    }

    private void Appear(NewFile file, ReadOnlySpan<byte> name)
    {
        var parsed = MessageName.Parse(name);
        // One file under two names: linked into its place and not yet unlinked from the other.
        if (FindFile(parsed.Base, file.Inode) >= 0) return;
        // Renamed or removed since it was listed: the next scan sees what became of it.
        if ((file.InNew ? _folder.New : _folder.Cur)!.Stat(name, out var facts) < 0) return;
        var state = _held.State;
        ref var message = ref state.Messages.Add(_folder.TakeUid(state), name, parsed.BaseLength);
        message.State = file.InNew ? RecordState.InNew : RecordState.InCur;
        message.Letters = parsed.Letters;
        message.ChangedAt = _marker;
        message.SetReceived = ReceivedDates.Of(facts.ModifiedSeconds, parsed.Seconds, _now);
        message.Size = SizeOf(parsed, facts.Size);
        message.Inode = file.Inode;
        message.SeenInScan = _round;
        _held.Journal.Add(message, parsed.Base);
        _changed = true;
        if (_held.Journal.IsLong) _held.Commit();
    }

    private static long SizeOf(MessageName name, long size)
    {
        var canonical = name.SizeHint((byte)'W');
        if (canonical < 0) canonical = name.SizeHint((byte)'S');
        return canonical < 0 ? size : canonical;
    }
}
