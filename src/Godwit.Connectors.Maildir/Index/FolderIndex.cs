namespace Godwit.Connectors.Maildir;

/// <summary>
/// The index of one folder, shared by all lanes of a connector. Uids and markers live here; a file keeps them where there is one. Changes happen
/// between <see cref="Enter"/> and the end of what it gives, which excludes other threads and, by the file's lock, other processes.
/// </summary>
internal sealed class FolderIndex(FileIdentity folder, IndexFile? file, IndexTerms terms) : IDisposable
{
    private readonly Lock _sync = new();
    private readonly IndexFile? _file = file;
    private IndexState? _state;
    private FolderGeneration _lastGeneration;

    /// <summary>The directory it was opened for.</summary>
    public FileIdentity Folder { get; } = folder;

    /// <summary>How many opened folders use it now; counted by the cache.</summary>
    public int Users { get; set; }

    /// <summary>False when it lives in memory only and must not be forgotten.</summary>
    public bool CanBeReopened => _file is not null;

    /// <summary>Live messages, for the cache's bookkeeping.</summary>
    public int Size => _state?.Messages.Live ?? 0;

    /// <summary>What the last scan saw of the directories.</summary>
    public ScanMemory LastScan { get; set; }

    /// <summary>True when every live message's present file name is known.</summary>
    public bool NamesAreKnown { get; set; }

    /// <summary>Takes the index for changes; waits for other processes within bounds.</summary>
    public Held Enter(StoreFaults faults, CancellationToken cancellation)
    {
        _sync.Enter();
        try
        {
            if (_file is not null) LockFile(_file, faults, cancellation);
            _state ??= Renew();
            return new Held(this, faults);
        }
        catch
        {
            _file?.Unlock();
            _sync.Exit();
            throw;
        }
    }

    /// <summary>The next message behind <paramref name="after"/> and up to <paramref name="last"/> that changed after <paramref name="since"/>.</summary>
    /// <exception cref="FaultException">The index is not of this generation any more: an end must not be taken for the end of the messages.</exception>
    public bool TryNext(uint after, uint last, ulong since, FolderGeneration generation, StoreFaults faults, out MessageEntry entry)
    {
        lock (_sync)
        {
            entry = default;
            if (_state is null || _state.Generation != generation)
                throw faults.Make(ConnectorFaults.GenerationChanged, $"The uid index of a folder of {faults.Store} was lost or rebuilt while its messages were listed.");
            var messages = _state.Messages;
            var at = messages.Find(after);
            for (at = at < 0 ? ~at : at + 1; at < messages.Count; at++)
            {
                ref var message = ref messages[at];
                if (message.Uid > last) return false;
                if (message.State == RecordState.Gone || message.ChangedAt <= since) continue;
                entry = new MessageEntry(message.Uid, _state.Keywords.FlagsOf(message.Letters), message.Received, message.Size);
                return true;
            }
            return false;
        }
    }

    /// <summary>Copies the present name of a message; zero length when it is gone or not known. Tells where the file is.</summary>
    public int CopyName(uint uid, FolderGeneration generation, Span<byte> target, out bool inNew)
    {
        lock (_sync)
        {
            inNew = false;
            if (_state is null || _state.Generation != generation) return 0;
            var at = _state.Messages.Find(uid);
            if (at < 0) return 0;
            ref var message = ref _state.Messages[at];
            if (message.State is not (RecordState.InNew or RecordState.InCur)) return 0;
            inNew = message.State == RecordState.InNew;
            _state.Messages.NameOf(message).CopyTo(target);
            return message.NameLength;
        }
    }

    private void LockFile(IndexFile index, StoreFaults faults, CancellationToken cancellation)
    {
        terms.Patience.Until(
            () => index.TryLock() switch
            {
                0 => true,
                -Errno.WouldBlock => false,
                var error => throw faults.Make(ConnectorFaults.StoreUnusable, $"The uid index of {faults.Store} cannot be opened: {Errno.Describe(-error)}."),
            },
            () => faults.Make(ConnectorFaults.TemporarilyUnavailable, $"Another process holds the uid index of {faults.Store}."),
            cancellation);
        var before = _state;
        var read = index.Refresh(ref _state);
        if (!ReferenceEquals(before, _state)) (NamesAreKnown, LastScan) = (false, default);
        _lastGeneration = _state?.Generation ?? before?.Generation ?? _lastGeneration;
        Recover(index, read, faults);
    }

    private void Recover(IndexFile index, IndexReading read, StoreFaults faults)
    {
        switch (read)
        {
            case IndexReading.Missing:
                StartAnew(index, faults);
                break;
            case IndexReading.TornTail:
                SkipLost(index, faults);
                break;
            case IndexReading.Damaged:
                // Uids of a damaged index are never given again: it is set aside and a new generation begins.
                if (index.SetAside(terms.Clock.GetUtcNow().ToUnixTimeSeconds()) < 0) throw Unusable(faults);
                _state = null;
                LockFile(index, faults, CancellationToken.None);
                break;
            case IndexReading.TooNew:
                throw faults.Make(ConnectorFaults.StoreUnusable, $"The uid index of {faults.Store} was written by a newer version of Godwit; it is left as it is.");
        }
    }

    private static FaultException Unusable(StoreFaults faults) =>
        faults.Make(ConnectorFaults.StoreUnusable, $"The uid index of {faults.Store} is damaged and cannot be set aside.");

    private void StartAnew(IndexFile index, StoreFaults faults)
    {
        _state = Renew();
        Check(index.Rewrite(_state), faults);
    }

    // What was lost may have been told to somebody: as many uids and markers as a cut block can have held are passed over, or all the zeros in place of several. Of a commit of many
    // blocks that is enough, whatever else of it is missing: see Append.
    private void SkipLost(IndexFile index, StoreFaults faults)
    {
        var lost = Math.Max(IndexJournal.MaxBlock, index.TornBytes);
        _state!.UidNext = checked((uint)(_state.UidNext + lost / IndexJournal.ShortestAdd));
        _state.Marker += (ulong)lost;
        Check(index.Rewrite(_state), faults);
    }

    private IndexState Renew()
    {
        NamesAreKnown = false;
        LastScan = default;
        var generation = terms.NewGeneration();
        while (generation == _lastGeneration) generation = terms.NewGeneration();
        _lastGeneration = generation;
        return new IndexState(generation, Folder);
    }

    private void Check(int error, StoreFaults faults)
    {
        if (error >= 0) return;
        _state = null;
        throw faults.WritingIndex(-error);
    }

    private void Commit(IndexJournal journal, StoreFaults faults, bool mayWaitForSync)
    {
        if (journal.IsEmpty) return;
        if (_file is null) { journal.Clear(); _state!.Messages.PackWhenSparse(); return; }
        try
        {
            Check(Append(_file, journal), faults);
            if (!mayWaitForSync) Check(_file.Sync(), faults);
            if (_file.Length > 65_536 + 400L * _state!.Messages.Live) Check(_file.Rewrite(_state), faults);
        }
        catch
        {
            // The state has what the file has not: it is read again at the next entry.
            journal.Clear();
            _state = null;
            NamesAreKnown = false;
            throw;
        }
        _state.Messages.PackWhenSparse();
    }

    // A crash may leave the first blocks of a commit and not the others. Nobody was told of it then where files are synced; where they are not, its uids and markers may be known. So the
    // counters go ahead of the blocks: whoever finds any of them gives none of these uids and markers again. Apart from that the first blocks are true without the others: a message that
    // is missing in the index, or is gone, or has other flags, the next scan sees by its file, as when the only block of a commit is missing; and keywords stand behind the changes that
    // they make (Learn). A block missing between others, as a disk may leave it that loses power and writes out of order, is damage.
    private int Append(IndexFile file, IndexJournal journal)
    {
        if (journal.HasSeveralBlocks)
        {
            var ahead = new IndexJournal();
            ahead.Counters(_state!);
            if (file.Append(ahead.Close()) is var error and < 0) return error;
        }
        return file.Append(journal.Close());
    }

    private void Leave()
    {
        _file?.Unlock();
        _sync.Exit();
    }

    public void Dispose() => _file?.Dispose();

    /// <summary>The right to change the index, until disposed. Changes count once they are committed.</summary>
    public readonly ref struct Held(FolderIndex index, StoreFaults faults)
    {
        private readonly IndexJournal _journal = new();

        public IndexState State => index._state!;

        public IndexJournal Journal => _journal;

        public FolderIndex Index => index;

        /// <summary>Makes what is in the journal lasting, as far as the settings ask.</summary>
        public void Commit() => Commit(mayWaitForSync: false);

        /// <summary>The same; <paramref name="mayWaitForSync"/> when the caller syncs the file system, or calls <see cref="Sync"/>, before anything depends on it.</summary>
        public void Commit(bool mayWaitForSync) => index.Commit(_journal, faults, mayWaitForSync);

        /// <summary>Forces the index's file to the disk; zero, or a negative error number.</summary>
        public int Sync() => index._file?.Sync() ?? 0;

        /// <summary>Takes the names of the keyword letters over. Letters that changed their meaning change the flags of the messages that have them. True when there was a difference.</summary>
        public bool Learn(KeywordTable keywords, ulong marker)
        {
            var state = State;
            if (keywords.Equals(state.Keywords)) return false;
            var turned = keywords.ChangedLetters(state.Keywords).Bits;
            state.Keywords = keywords;
            for (var i = 0; i < state.Messages.Count; i++)
            {
                ref var message = ref state.Messages[i];
                if (message.State == RecordState.Gone || (message.Letters.Bits & turned) == 0) continue;
                message.ChangedAt = marker;
                _journal.Change(message);
            }
            // Last: an index that has the names but not all of the changes would never tell the rest of them.
            _journal.Keywords(keywords);
            return true;
        }

        /// <summary>Begins a new generation: the folder is not the one that this index was made for.</summary>
        public void Restart()
        {
            index._state = index.Renew();
            if (index._file is { } kept) index.Check(kept.Rewrite(index._state), faults);
        }

        public void Dispose() => index.Leave();
    }
}

/// <summary>What indexes of one connector have in common.</summary>
/// <param name="Clock">The time.</param>
/// <param name="Patience">How long to wait for others.</param>
/// <param name="NewGeneration">Gives a generation that was not used before.</param>
internal sealed record IndexTerms(TimeProvider Clock, Patience Patience, Func<FolderGeneration> NewGeneration);

/// <summary>The times of a folder's directories when a scan had seen them, and whether equal times prove that nothing happened since.</summary>
internal readonly record struct ScanMemory(long NewTime, long CurTime, long KeywordsTime, bool Proves);
