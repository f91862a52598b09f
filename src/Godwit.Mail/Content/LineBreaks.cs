using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Godwit.Mail;

/// <summary>Looks for line breaks that mail should not have.</summary>
public static class LineBreaks
{
    /// <summary>Where the first LF is that has no CR before it; -1 when there is none.</summary>
    /// <param name="text">The text.</param>
    /// <param name="afterCarriageReturn">True when a CR stands before the first byte.</param>
    /// <remarks>
    /// Sixteen bytes and the sixteen before each of them at a time: a line of Base64 is 78 bytes long, and a search from break to break would begin anew for each. 128 bits, since wider code is
    /// not compiled ahead of time and reading from memory is what binds.
    /// </remarks>
    public static int IndexOfBareFeed(ReadOnlySpan<byte> text, bool afterCarriageReturn)
    {
        if (text.IsEmpty) return -1;
        if (text[0] == (byte)'\n' && !afterCarriageReturn) return 0;
        var at = 1;
        if (Vector128.IsHardwareAccelerated)
        {
            ref var first = ref MemoryMarshal.GetReference(text);
            var (feed, carriageReturn) = (Vector128.Create((byte)'\n'), Vector128.Create((byte)'\r'));
            for (; at <= text.Length - Vector128<byte>.Count; at += Vector128<byte>.Count)
            {
                var here = Vector128.Equals(Vector128.LoadUnsafe(ref first, (nuint)at), feed);
                var before = Vector128.Equals(Vector128.LoadUnsafe(ref first, (nuint)at - 1), carriageReturn);
                var bare = Vector128.AndNot(here, before).ExtractMostSignificantBits();
                if (bare != 0) return at + BitOperations.TrailingZeroCount(bare);
            }
        }
        for (; at < text.Length; at++) if (text[at] == (byte)'\n' && text[at - 1] != (byte)'\r') return at;
        return -1;
    }
}
