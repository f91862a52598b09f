namespace Godwit.Store;

/// <summary>
/// A table that is small enough to be kept in memory as well: every row by its key, with its checksum, and the tally of all. Changes go to the database at once and to
/// the memory with them; after a transaction that failed the memory is loaded anew.
/// </summary>
/// <param name="database">Where the table is.</param>
/// <param name="name">What it holds, in the plural, for the sentence about damage.</param>
internal abstract class RowTable<T>(Database database, string name) where T : class
{
    // Sorted by key. New keys nearly always come at the end, so a list is enough.
    private readonly List<Entry> _entries = [];
    private Statement? _upsert;
    private Statement? _delete;
    private T[]? _all;

    /// <summary>Number and sum of the rows.</summary>
    public Tally Tally { get; private set; }

    /// <summary>Every value by ascending key: a copy that later changes leave alone.</summary>
    public IReadOnlyList<T> All => _all ??= _entries.ConvertAll(static e => e.Value).ToArray();

    /// <summary>Selects id, the columns and the sum, by id.</summary>
    protected abstract ReadOnlySpan<byte> SelectSql { get; }

    /// <summary>Inserts or replaces a row of id, the columns and the sum.</summary>
    protected abstract ReadOnlySpan<byte> UpsertSql { get; }

    /// <summary>Deletes the row of an id.</summary>
    protected abstract ReadOnlySpan<byte> DeleteSql { get; }

    /// <summary>Reads the columns after the id.</summary>
    protected abstract T Read(long key, ref RowReader row);

    /// <summary>Writes the columns after the id.</summary>
    protected abstract void Write(T value, ref RowWriter row);

    /// <summary>Reads the whole table.</summary>
    /// <exception cref="DamagedStateException">A row was changed, or one is missing.</exception>
    public void Load(Tally expected)
    {
        _entries.Clear();
        (_all, Tally) = (null, default);
        using var select = database.Prepare(SelectSql);
        while (select.Step()) Add(select);
        DamagedStateException.Unless(Tally == expected, $"{name} are missing");
    }

    private void Add(Statement select)
    {
        var row = new RowReader(select);
        var key = row.Long();
        var value = Read(key, ref row);
        var sum = row.Check($"one of the {name}");
        DamagedStateException.Unless(_entries.Count == 0 || _entries[^1].Key < key, $"{name} are out of order");
        _entries.Add(new Entry(key, value, sum));
        Tally = Tally.Plus(sum);
    }

    /// <summary>The value of a key, or null.</summary>
    public T? Find(long key) => IndexOf(key) is var at and >= 0 ? _entries[at].Value : null;

    /// <summary>Inserts or replaces.</summary>
    public void Put(long key, T value)
    {
        var row = new RowWriter(_upsert ??= database.Prepare(UpsertSql));
        row.Long(key);
        Write(value, ref row);
        var entry = new Entry(key, value, row.Write());
        var at = IndexOf(key);
        if (at >= 0)
        {
            Tally = Tally.Minus(_entries[at].Sum);
            _entries[at] = entry;
        }
        else _entries.Insert(~at, entry);
        Tally = Tally.Plus(entry.Sum);
        _all = null;
    }

    /// <summary>Deletes; a key that is not there is left out.</summary>
    public void Remove(long key)
    {
        if (IndexOf(key) is var at and >= 0) RemoveAt(at);
    }

    /// <summary>Deletes every key from <paramref name="first"/> to <paramref name="last"/>, both included.</summary>
    public void RemoveRange(long first, long last)
    {
        var at = IndexOf(first);
        if (at < 0) at = ~at;
        while (at < _entries.Count && _entries[at].Key <= last) RemoveAt(at);
    }

    private void RemoveAt(int at)
    {
        (_delete ??= database.Prepare(DeleteSql)).Bind(_entries[at].Key).Run();
        Tally = Tally.Minus(_entries[at].Sum);
        _entries.RemoveAt(at);
        _all = null;
    }

    private int IndexOf(long key)
    {
        if (_entries.Count == 0 || _entries[^1].Key < key) return ~_entries.Count;
        var (low, high) = (0, _entries.Count - 1);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            if (_entries[middle].Key == key) return middle;
            if (_entries[middle].Key < key) low = middle + 1; else high = middle - 1;
        }
        return ~low;
    }

    private sealed record Entry(long Key, T Value, uint Sum);
}
