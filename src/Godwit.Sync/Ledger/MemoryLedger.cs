namespace Godwit.Sync;

/// <summary>
/// A ledger in memory, for rehearsals and tests. Keeps the state after every commit on request, so that a test can go back to an earlier one as a crash would.
/// </summary>
public sealed class MemoryLedger : ILedger
{
    private readonly Lock _gate = new();
    private readonly bool _keepHistory;
    private readonly List<State> _history = [];
    private State _state;

    /// <summary>An empty ledger.</summary>
    /// <param name="keepHistory">True to keep every commit for <see cref="RollBack"/>.</param>
    public MemoryLedger(bool keepHistory = false)
    {
        (_keepHistory, _state) = (keepHistory, new State());
        _history.Add(_state);
    }

    /// <inheritdoc/>
    public KeywordTable Keywords { get; init; } = new();

    /// <inheritdoc/>
    public IReadOnlyList<FolderRecord> Folders { get { lock (_gate) return [.. _state.Folders.Values]; } }

    /// <inheritdoc/>
    public IReadOnlyList<SkippedItem> Skipped { get { lock (_gate) return [.. _state.Skipped.Values]; } }

    /// <summary>How many commits can be taken back.</summary>
    public int CommitCount { get { lock (_gate) return _history.Count - 1; } }

    /// <inheritdoc/>
    public PairTable ReadPairs(int folderId)
    {
        lock (_gate)
        {
            var table = new PairTable();
            if (!_state.Segments.TryGetValue(folderId, out var segments)) return table;
            foreach (var (number, rows) in segments) table.AddSegment(new PairSegment(number, (PairRow[])rows.Clone(), rows.Length));
            return table;
        }
    }

    /// <inheritdoc/>
    public void Commit(LedgerChanges changes)
    {
        ArgumentNullException.ThrowIfNull(changes);
        lock (_gate)
        {
            var next = new State(_state);
            next.Apply(changes);
            _state = next;
            if (_keepHistory) _history.Add(next);
        }
    }

    /// <summary>Takes back the last <paramref name="commits"/> commits, as if they had never reached the disk.</summary>
    public void RollBack(int commits)
    {
        lock (_gate)
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThan(commits, _history.Count - 1);
            _history.RemoveRange(_history.Count - commits, commits);
            _state = _history[^1];
        }
    }

    /// <inheritdoc/>
    public void Dispose() { }

    /// <summary>One state; rows are shared between states and copied before they change.</summary>
    private sealed class State
    {
        public SortedDictionary<int, FolderRecord> Folders { get; }
        public Dictionary<int, SortedDictionary<int, PairRow[]>> Segments { get; } = [];
        public SortedDictionary<(int, uint), SkippedItem> Skipped { get; }

        public State() => (Folders, Skipped) = ([], []);

        public State(State from)
        {
            Folders = new(from.Folders);
            Skipped = new(from.Skipped);
            foreach (var (id, segments) in from.Segments) Segments[id] = new(segments);
        }

        public void Apply(LedgerChanges changes)
        {
            foreach (var record in changes.Folders) Folders[record.Id] = record;
            foreach (var (id, table) in changes.ChangedTables) Write(id, table);
            foreach (var (id, rows) in changes.ReplacedPairs) Replace(id, rows);
            foreach (var (id, rows) in changes.NewPairs) Append(id, rows);
            foreach (var item in changes.Skipped) Skipped[(item.FolderId, item.SourceUid)] = item;
            foreach (var key in changes.NoLongerSkipped) Skipped.Remove(key);
            foreach (var id in changes.ForgottenFolders) Forget(id);
        }

        private SortedDictionary<int, PairRow[]> Of(int id) => Segments.TryGetValue(id, out var found) ? found : Segments[id] = [];

        private void Write(int id, PairTable table)
        {
            foreach (var segment in table.Segments.Where(s => s.IsDirty))
            {
                Of(id)[segment.Number] = segment.Rows[..segment.Count];
                segment.IsDirty = false;
            }
        }

        private void Replace(int id, List<PairRow> rows)
        {
            Segments.Remove(id);
            Append(id, rows);
        }

        private void Append(int id, List<PairRow> rows)
        {
            var segments = Of(id);
            var number = segments.Count == 0 ? 0 : segments.Keys.Max();
            foreach (var chunk in rows.Chunk(PairTable.SegmentRows)) segments[++number] = chunk;
        }

        private void Forget(int id)
        {
            Folders.Remove(id);
            Segments.Remove(id);
            foreach (var key in Skipped.Keys.Where(k => k.Item1 == id).ToArray()) Skipped.Remove(key);
        }
    }
}
