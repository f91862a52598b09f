using System.Globalization;
using System.Text;

namespace Godwit.Imap;

/// <summary>
/// The part of SASLprep (RFC 4013) that changes real passwords: spaces outside ASCII become a space, invisible characters go, the rest is brought to form KC. It prohibits nothing: neither control characters, nor
/// unassigned code points, nor mixed writing directions are refused, since a server that holds such a password accepts it. A secret in ASCII, or that is no UTF-8, stays as it is. A program that runs with invariant
/// globalisation has no normalisation tables: there form KC is left out, and a password must have been typed in composed form, as nearly all are.
/// </summary>
internal static class SaslPrep
{
    /// <summary>The prepared secret in an array of its own, which the caller overwrites.</summary>
    public static byte[] Prepare(ReadOnlySpan<byte> secret)
    {
        if (Ascii.IsValid(secret)) return secret.ToArray();
        var mapped = new char[secret.Length];
        var normal = new char[secret.Length * 18];   // one UTF-16 unit grows to 18 at most in form KC (Unicode annex 15)
        try
        {
            return System.Text.Unicode.Utf8.ToUtf16(secret, mapped, out _, out var length, replaceInvalidSequences: false) == System.Buffers.OperationStatus.Done
                ? Normalised(mapped.AsSpan(0, Map(mapped.AsSpan(0, length))), normal)
                : secret.ToArray();
        }
        finally
        {
            Array.Clear(mapped);
            Array.Clear(normal);
        }
    }

    private static byte[] Normalised(ReadOnlySpan<char> mapped, Span<char> normal)
    {
        var text = mapped.TryNormalize(normal, out var length, NormalizationForm.FormKC) ? normal[..length] : mapped;
        var bytes = new byte[Encoding.UTF8.GetByteCount(text)];
        Encoding.UTF8.GetBytes(text, bytes);
        return bytes;
    }

    /// <summary>RFC 4013 section 2.1, in place; gives the new length.</summary>
    private static int Map(Span<char> text)
    {
        var kept = 0;
        foreach (var c in text)
        {
            if (IsMappedToNothing(c)) continue;
            text[kept++] = c > '\u007f' && (CharUnicodeInfo.GetUnicodeCategory(c) == UnicodeCategory.SpaceSeparator || c == '\u200b') ? ' ' : c;
        }
        return kept;
    }

    // RFC 3454 table B.1
    private static bool IsMappedToNothing(char c) =>
        c is '\u00ad' or '\u034f' or '\u1806' or '\u2060' or '\ufeff' or (>= '\u180b' and <= '\u180d') or '\u200c' or '\u200d' or (>= '\ufe00' and <= '\ufe0f');
}
