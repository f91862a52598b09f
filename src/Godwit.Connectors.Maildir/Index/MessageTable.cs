namespace Godwit.Connectors.Maildir;

/// <summary>The messages of one folder in ascending uid order, found by uid or by base name. Not for two threads at once.</summary>
internal sealed class MessageTable
{
    private MessageRecord[] _records = new MessageRecord[16];
    private int _count;
    private byte[] _names = new byte[1024];
    private int _namesUsed;
    private int[] _buckets = NewBuckets(32);

    /// <summary>Records, gone ones included.</summary>
    public int Count => _count;

    public int Live { get; private set; }

    public ref MessageRecord this[int index] => ref _records[index];

    public ReadOnlySpan<byte> BaseOf(in MessageRecord record) => _names.AsSpan(record.NameAt, record.BaseLength);

    public ReadOnlySpan<byte> NameOf(in MessageRecord record) => _names.AsSpan(record.NameAt, record.NameLength);

    /// <summary>Adds a record with the highest uid so far; the caller fills in the rest.</summary>
    public ref MessageRecord Add(uint uid, ReadOnlySpan<byte> name, int baseLength)
    {
        if (_count == _records.Length) Array.Resize(ref _records, _count * 2);
        if (_count >= _buckets.Length) Rehash(_buckets.Length * 2);
        ref var record = ref _records[_count];
        record = new MessageRecord { Uid = uid, BaseLength = (byte)baseLength };
        SetName(ref record, name);
        Link(_count++);
        Live++;
        return ref record;
    }

    /// <summary>Gives the file's present name, whose base is the same.</summary>
    public void SetName(ref MessageRecord record, ReadOnlySpan<byte> name)
    {
        if (name.Length > record.NameRoom)
        {
            // Room for a few letters more: flags come and go.
            record.NameRoom = (byte)Math.Min(FileNames.MaxLength, name.Length + 8);
            record.NameAt = Reserve(record.NameRoom);
        }
        name.CopyTo(_names.AsSpan(record.NameAt));
        record.NameLength = (byte)name.Length;
    }

    private int Reserve(int length)
    {
        if (_namesUsed + length > _names.Length) Array.Resize(ref _names, checked(Math.Max(_names.Length * 2, _namesUsed + length)));
        var at = _namesUsed;
        _namesUsed += length;
        return at;
    }

    /// <summary>The message is gone; it stays in place until the table is packed.</summary>
    public void MarkGone(ref MessageRecord record)
    {
        if (record.State == RecordState.Gone) return;
        record.State = RecordState.Gone;
        Live--;
    }

    /// <summary>The index of this uid, or the complement of where it would stand.</summary>
    public int Find(uint uid)
    {
        int low = 0, high = _count - 1;
        while (low <= high)
        {
            var middle = (low + high) >>> 1;
            var there = _records[middle].Uid;
            if (there == uid) return middle;
            if (there < uid) low = middle + 1; else high = middle - 1;
        }
        return ~low;
    }

    /// <summary>The first live record with this base, or -1; go on with <see cref="NextTwin"/>.</summary>
    public int FindBase(ReadOnlySpan<byte> baseName) => Follow(_buckets[Bucket(baseName)], baseName);

    /// <summary>Another live record with the same base, or -1.</summary>
    public int NextTwin(int index, ReadOnlySpan<byte> baseName) => Follow(_records[index].Next, baseName);

    private int Follow(int index, ReadOnlySpan<byte> baseName)
    {
        for (; index >= 0; index = _records[index].Next)
        {
            ref var record = ref _records[index];
            if (record.State != RecordState.Gone && BaseOf(record).SequenceEqual(baseName)) return index;
        }
        return -1;
    }

    /// <summary>Drops gone records and stale names when they are a third or more.</summary>
    public void PackWhenSparse()
    {
        if (_count - Live < 64 + Live / 2 && _namesUsed < 65_536 + _count * 160) return;
        var old = _names;
        _names = new byte[Math.Max(1024, _namesUsed)];
        _namesUsed = 0;
        var kept = 0;
        for (var i = 0; i < _count; i++)
        {
            if (_records[i].State == RecordState.Gone) continue;
            ref var record = ref _records[kept++];
            record = _records[i];
            var name = old.AsSpan(record.NameAt, record.NameLength);
            record.NameRoom = 0;
            SetName(ref record, name);
        }
        _count = kept;
        Rehash(_buckets.Length);
    }

    private void Rehash(int size)
    {
        _buckets = NewBuckets(size);
        for (var i = 0; i < _count; i++) Link(i);
    }

    private void Link(int index)
    {
        ref var bucket = ref _buckets[Bucket(BaseOf(_records[index]))];
        _records[index].Next = bucket;
        bucket = index;
    }

    // HashCode is seeded anew in every process: names chosen to collide do not.
    private int Bucket(ReadOnlySpan<byte> name)
    {
        var hash = new HashCode();
        hash.AddBytes(name);
        return hash.ToHashCode() & (_buckets.Length - 1);
    }

    private static int[] NewBuckets(int size)
    {
        var buckets = new int[size];
        Array.Fill(buckets, -1);
        return buckets;
    }
}
