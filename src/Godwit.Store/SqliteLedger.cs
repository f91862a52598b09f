namespace Godwit.Store;

/// <summary>
/// A ledger in one SQLite file. One process has it open at a time; the lock stands beside the file and goes with the process. Every row is summed, so that what a
/// disk did to it is noticed and never taken for the truth.
/// </summary>
/// <remarks>
/// A commit is atomic and outlives the process. It does not wait for the disk (WAL, synchronous=NORMAL): after a power cut the last ones may be gone, which the engine is made for
/// (docs/adr/0003-ledger-in-sqlite.md).
/// </remarks>
public sealed class SqliteLedger : ILedger
{
    private readonly Lock _gate = new();
    private readonly List<int> _readFolders = [];
    private readonly string _path;
    private readonly StateLock _lock;
    private readonly Database _database;
    private readonly Contents _contents;
    private bool _isNew, _isClosed;
    private FaultException? _broken;

    private SqliteLedger(string path, StateLock held, Database database)
    {
        (_path, _lock, _database) = (path, held, database);
        _contents = new Contents(database);
        Keywords = new KeywordTable();
    }

    /// <summary>Opens the state at this path, or creates it, with its folder if that is missing; only the owner can read what is created.</summary>
    /// <param name="path">The file. <c>PATH.lock</c> and SQLite's own companions stand beside it.</param>
    /// <param name="sourceIdentity">The source's <see cref="IMailboxConnector.Identity"/>.</param>
    /// <param name="targetIdentity">The target's.</param>
    /// <param name="clock">Tells the time for the lock's words and for backups.</param>
    /// <exception cref="FaultException">
    /// <see cref="SyncFaults.StateInUse"/>, <see cref="SyncFaults.StateOfAnotherPair"/>, <see cref="SyncFaults.StateTooNew"/>, <see cref="SyncFaults.StateDamaged"/> (in these the file
    /// is left as it was) or <see cref="SyncFaults.StateNotWritable"/>.
    /// </exception>
    public static SqliteLedger Open(string path, string sourceIdentity, string targetIdentity, TimeProvider clock) =>
        Open(path, sourceIdentity, targetIdentity, clock, StateFormat.Current);

    internal static SqliteLedger Open(string path, string sourceIdentity, string targetIdentity, TimeProvider clock, StateFormat format)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(clock);
        path = Path.GetFullPath(path);
        return Guard(path, () =>
        {
            if (Directory.Exists(path)) throw StoreFaults.IsFolder(path);
            // What is no state at all shall not get a lock beside it.
            StateFile.RefuseForeign(path);
            CreateFolder(path);
            var held = StateLock.Take(path, clock);
            try
            {
                return Open(path, held, sourceIdentity, targetIdentity, new StateFile(path, format, clock));
            }
            catch
            {
                held.Dispose();
                throw;
            }
        });
    }

    private static SqliteLedger Open(string path, StateLock held, string source, string target, StateFile file)
    {
        var isNew = !File.Exists(path);
        var database = file.Open(source, target);
        try
        {
            var head = StateHead.Read(database);
            if (head.Source != source || head.Target != target) throw StoreFaults.OfAnotherPair(path, head, source, target);
            var ledger = new SqliteLedger(path, held, database) { _isNew = isNew };
            ledger.Keywords = ledger._contents.Load(head);
            database.CheckpointOnClose(true);
            return ledger;
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }

    private static void CreateFolder(string path)
    {
        var folder = Path.GetDirectoryName(path);
        if (folder is null || Directory.Exists(folder)) return;
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(folder);
        else Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    /// <inheritdoc/>
    public IReadOnlyList<FolderRecord> Folders { get { lock (_gate) return _contents.Folders.All; } }

    /// <inheritdoc/>
    public IReadOnlyList<SkippedItem> Skipped { get { lock (_gate) return _contents.Skipped.All; } }

    /// <inheritdoc/>
    public KeywordTable Keywords { get; private set; }

    /// <inheritdoc/>
    public PairTable ReadPairs(int folderId)
    {
        lock (_gate)
        {
            ThrowIfUnusable();
            var segments = Guard(_path, () => _contents.Pairs.Read(folderId, Keywords.Count));
            var table = new PairTable();
            foreach (var segment in Pack(folderId, segments)) table.AddSegment(segment);
            return table;
        }
    }

    /// <summary>Packs a folder before its first table is handed out, and never afterwards: tables name segments by their numbers.</summary>
    private IReadOnlyList<PairSegment> Pack(int folderId, List<PairSegment> segments)
    {
        if (_readFolders.Contains(folderId)) return segments;
        _readFolders.Add(folderId);
        if (Compaction.Of(segments) is not { } compaction) return segments;
        try
        {
            Change(() => _contents.Apply(folderId, compaction));
            return compaction.Segments;
        }
        catch (FaultException fault) when (fault.Fault.Kind == SyncFaults.StateNotWritable)
        {
            return segments;   // Packing can wait; whoever has something to say will hear of the full disk.
        }
    }

    /// <inheritdoc/>
    public void Commit(LedgerChanges changes)
    {
        ArgumentNullException.ThrowIfNull(changes);
        lock (_gate)
        {
            ThrowIfUnusable();
            if (changes.IsEmpty) return;
            Change(() => _contents.Apply(changes, Keywords));
            foreach (var table in changes.ChangedTables.Values)
            {
                foreach (var segment in table.Segments) segment.IsDirty = false;
            }
        }
    }

    /// <summary>Changes the file in a transaction. When that fails, what is in memory is read anew, so that it is again what the file says.</summary>
    private void Change(Action work) => Guard(_path, () =>
    {
        try
        {
            _database.InTransaction(work);
        }
        catch
        {
            Reload();
            throw;
        }
        return 0;
    });

    private void Reload()
    {
        try
        {
            _ = _contents.Load(StateHead.Read(_database));
        }
        catch (Exception refusal) when (refusal is DatabaseException or DamagedStateException)
        {
            _broken = StoreFaults.Damaged(_path, refusal.Message, refusal);
        }
    }

    private void ThrowIfUnusable()
    {
        ObjectDisposedException.ThrowIf(_isClosed, this);
        if (_broken is not null) throw new FaultException(_broken.Fault, _broken);
    }

    /// <summary>Turns what went wrong into a fault about the file.</summary>
    private static T Guard<T>(string path, Func<T> work)
    {
        try
        {
            return work();
        }
        catch (DatabaseException refusal)
        {
            throw StoreFaults.From(path, refusal);
        }
        catch (DamagedStateException damage)
        {
            throw StoreFaults.Damaged(path, damage.Message, damage);
        }
        catch (Exception refusal) when (refusal is IOException or UnauthorizedAccessException)
        {
            throw StoreFaults.NotWritable(path, refusal.Message, refusal);
        }
    }

    /// <summary>The pages that the file may grow to: a full disk, for a test on a machine that has none.</summary>
    internal void LimitPages(int pages) => _database.Execute(System.Text.Encoding.UTF8.GetBytes($"PRAGMA max_page_count={pages}"));

    /// <summary>Closes the ledger and removes its file where it was made by this object and nothing was ever recorded in it.</summary>
    /// <returns>True when it was so.</returns>
    public bool DiscardIfUnused()
    {
        lock (_gate)
        {
            if (_isClosed || !_isNew || _contents.Folders.All.Count > 0) return false;
            _isClosed = true;
            _database.Dispose();
            StateFile.Remove(_path);
            _lock.Remove();
            return true;
        }
    }

    /// <summary>Closes the file and then gives up the lock.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            if (_isClosed) return;
            _isClosed = true;
            _database.Dispose();
            _lock.Dispose();
        }
    }
}
