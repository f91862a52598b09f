namespace Godwit.Sync;

/// <summary>A listed message, as kept between listing and copying.</summary>
/// <param name="Uid">Its number.</param>
/// <param name="Size">Bytes as listed.</param>
/// <param name="ReceivedSeconds">Unix seconds, or <see cref="PairRow.NoDate"/>.</param>
/// <param name="ReceivedOffset">Minutes east of UTC.</param>
/// <param name="Flags">Its flags when listed.</param>
public readonly record struct ListedMessage(uint Uid, long Size, long ReceivedSeconds, short ReceivedOffset, FlagBase Flags)
{
    /// <summary>The received date, or null.</summary>
    public ReceivedDate? Received => ReceivedSeconds == PairRow.NoDate ? null : new ReceivedDate(ReceivedSeconds, ReceivedOffset);
}

/// <summary>
/// Messages in ascending uid order, in chunks: thirty-two bytes a message and no array that has to be copied when it grows.
/// </summary>
public sealed class MessageTable
{
    private const int ChunkShift = 12;
    private readonly List<ListedMessage[]> _chunks = [];

    /// <summary>How many there are.</summary>
    public int Count { get; private set; }

    /// <summary>The message at an index.</summary>
    public ref readonly ListedMessage this[int index]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)Count);
            return ref _chunks[index >> ChunkShift][index & ((1 << ChunkShift) - 1)];
        }
    }

    /// <summary>Adds a message with a higher uid than the last one's.</summary>
    public void Add(in ListedMessage message)
    {
        if (Count >> ChunkShift == _chunks.Count) _chunks.Add(new ListedMessage[1 << ChunkShift]);
        _chunks[Count >> ChunkShift][Count & ((1 << ChunkShift) - 1)] = message;
        Count++;
    }

    /// <summary>The index of the message with this uid, or -1.</summary>
    public int Find(uint uid)
    {
        int low = 0, high = Count - 1;
        while (low <= high)
        {
            var middle = (low + high) >>> 1;
            var found = this[middle].Uid;
            if (found == uid) return middle;
            if (found < uid) low = middle + 1; else high = middle - 1;
        }
        return -1;
    }

    /// <summary>All uids.</summary>
    public UidSet Uids()
    {
        var builder = new UidSet.Builder();
        for (var i = 0; i < Count; i++) builder.Add(this[i].Uid);
        return builder.Build();
    }

    /// <summary>The sum of all sizes.</summary>
    public long TotalBytes()
    {
        var sum = 0L;
        for (var i = 0; i < Count; i++) sum += Math.Max(this[i].Size, 0);
        return sum;
    }
}
