using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Godwit.Connectors.Maildir;

/// <summary>The canonical form of a message: a LF without a CR before it is CRLF, all else as it is.</summary>
internal static class CanonicalText
{
    /// <summary>How many LFs have no CR before them; <paramref name="afterCarriageReturn"/> says what stands before the first byte.</summary>
    public static int CountBareLineFeeds(ReadOnlySpan<byte> bytes, bool afterCarriageReturn)
    {
        if (bytes.IsEmpty) return 0;
        var count = bytes[0] == (byte)'\n' && !afterCarriageReturn ? 1 : 0;
        var at = 1;
        if (Vector128.IsHardwareAccelerated && bytes.Length > Vector128<byte>.Count)
        {
            ref var start = ref MemoryMarshal.GetReference(bytes);
            var feed = Vector128.Create((byte)'\n');
            var carriage = Vector128.Create((byte)'\r');
            for (; at + Vector128<byte>.Count <= bytes.Length; at += Vector128<byte>.Count)
            {
                var here = Vector128.Equals(Vector128.LoadUnsafe(ref start, (nuint)at), feed);
                var before = Vector128.Equals(Vector128.LoadUnsafe(ref start, (nuint)at - 1), carriage);
                count += BitOperations.PopCount(Vector128.AndNot(here, before).ExtractMostSignificantBits());
            }
        }
        for (; at < bytes.Length; at++)
        {
            if (bytes[at] == (byte)'\n' && bytes[at - 1] != (byte)'\r') count++;
        }
        return count;
    }

    /// <summary>
    /// Writes the canonical form of <paramref name="source"/> as far as <paramref name="target"/> has room; answers how much of each was used. Progress is certain with two bytes of room.
    /// </summary>
    public static (int Read, int Written) Expand(ReadOnlySpan<byte> source, Span<byte> target, bool afterCarriageReturn)
    {
        int read = 0, written = 0;
        while (read < source.Length)
        {
            var rest = source[read..];
            var feed = rest.IndexOf((byte)'\n');
            var run = Math.Min(feed < 0 ? rest.Length : feed, target.Length - written);
            rest[..run].CopyTo(target[written..]);
            read += run;
            written += run;
            if (run != feed) break;
            var bare = !(read == 0 ? afterCarriageReturn : source[read - 1] == (byte)'\r');
            if (target.Length - written < (bare ? 2 : 1)) break;
            if (bare) target[written++] = (byte)'\r';
            target[written++] = (byte)'\n';
            read++;
        }
        return (read, written);
    }
}
