using System.Text;

namespace Godwit.Connectors.Maildir;

/// <summary>How folder names stand on the disk.</summary>
public enum FolderNameEncoding
{
    /// <summary>Modified UTF-7 (RFC 3501 section 5.1.3): the default of Dovecot and Courier.</summary>
    ModifiedUtf7,
    /// <summary>Plain UTF-8, as Dovecot's <c>:UTF-8</c> and several clients write it.</summary>
    Utf8,
}

/// <summary>One segment of a folder's path, between a person's spelling and the disk's. Reading recognises both encodings, whatever is written.</summary>
internal static class SegmentNames
{
    /// <summary>
    /// ASCII that is valid modified UTF-7 is decoded; other text is taken as it stands, so that an invalid name is kept and can be written back; bytes that are no UTF-8 are read as Latin-1.
    /// </summary>
    public static string Decode(ReadOnlySpan<byte> segment)
    {
        if (Ascii.IsValid(segment))
        {
            var text = Encoding.ASCII.GetString(segment);
            return ModifiedUtf7.TryDecode(text, out var name) ? name : text;
        }
        return System.Text.Unicode.Utf8.IsValid(segment) ? Encoding.UTF8.GetString(segment) : Encoding.Latin1.GetString(segment);
    }

    /// <summary>Writes a segment so that <see cref="Decode"/> gives it back.</summary>
    public static byte[] Encode(string segment, FolderNameEncoding encoding)
    {
        if (encoding == FolderNameEncoding.Utf8 && !segment.Any(char.IsControl))
        {
            var plain = Encoding.UTF8.GetBytes(segment);
            if (string.Equals(Decode(plain), segment, StringComparison.Ordinal)) return plain;
        }
        return Encoding.ASCII.GetBytes(ModifiedUtf7.Encode(segment));
    }
}
