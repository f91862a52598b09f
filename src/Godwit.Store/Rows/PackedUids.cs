namespace Godwit.Store;

/// <summary>
/// A uid set in few bytes: for each range the distance from the end of the one before and its length, as numbers of seven bits a byte, lowest first.
/// A folder without gaps takes some five bytes, lone uids here and there two or three each.
/// </summary>
internal static class PackedUids
{
    private const int MaxNumberBytes = 5;

    /// <summary>The packed form.</summary>
    public static byte[] Pack(UidSet uids)
    {
        var packed = new byte[uids.RangeCount * 2 * MaxNumberBytes];
        var (length, previous) = (0, 0u);
        for (var i = 0; i < uids.RangeCount; i++)
        {
            var (first, last) = uids.RangeAt(i);
            length = Write(packed, length, first - previous);
            length = Write(packed, length, last - first);
            previous = last;
        }
        return packed[..length];
    }

    /// <summary>The set behind a packed form.</summary>
    /// <exception cref="DamagedStateException">It is not a packed form.</exception>
    public static UidSet Unpack(ReadOnlySpan<byte> packed)
    {
        var uids = new UidSet.Builder();
        ulong previous = 0;
        while (packed.Length > 0)
        {
            var first = previous + Read(ref packed);
            var last = first + Read(ref packed);
            DamagedStateException.Unless(first > previous && last <= uint.MaxValue, "a set of uids is out of order");
            uids.AddRange((uint)first, (uint)last);
            previous = last;
        }
        return uids.Build();
    }

    private static int Write(byte[] packed, int at, uint number)
    {
        for (; number >= 0x80; number >>= 7) packed[at++] = (byte)(number | 0x80);
        packed[at++] = (byte)number;
        return at;
    }

    private static ulong Read(ref ReadOnlySpan<byte> packed)
    {
        ulong number = 0;
        for (var i = 0; i < MaxNumberBytes && i < packed.Length; i++)
        {
            number |= (ulong)(packed[i] & 0x7F) << (7 * i);
            if (packed[i] >= 0x80) continue;
            packed = packed[(i + 1)..];
            return number;
        }
        throw new DamagedStateException("a set of uids breaks off");
    }
}
