using System.Text;

namespace Godwit.Diagnostics.Logs;

/// <summary>A file to be read, wherever it lies.</summary>
/// <param name="Name">How it is shown: a path, or an archive's path and the entry in it.</param>
/// <param name="Folder">The last folder on its way, which often is the name of the server it came from; empty when there is none.</param>
/// <param name="Changed">When it was written last: the year of lines that do not name theirs.</param>
/// <param name="Open">Opens it from its beginning; may be called more than once.</param>
internal sealed record LogInput(string Name, string Folder, DateTimeOffset Changed, Func<Stream> Open)
{
    private const int LongestMagic = 4;

    /// <summary>
    /// Opens the text inside: gzip is unpacked, UTF-16 (what Windows PowerShell writes with <c>&gt;</c>) turned into UTF-8, a byte order mark taken off. Told by the first bytes, not by the name.
    /// </summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="InvalidDataException">It is packed, and broken.</exception>
    public Stream OpenText()
    {
        var stream = Open();
        try
        {
            var (first, rest) = Peek(stream);
            if (first is [0x1F, 0x8B, ..])
            {
                stream = new GzipText(rest);
                (first, rest) = Peek(stream);
            }
            return WithoutMark(first, rest);
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

    private static Stream WithoutMark(byte[] first, Stream stream) => first switch
    {
        [0xEF, 0xBB, 0xBF, ..] => Past(3, stream),
        [0xFF, 0xFE, ..] => Encoding.CreateTranscodingStream(Past(2, stream), Encoding.Unicode, Encoding.UTF8),
        [0xFE, 0xFF, ..] => Encoding.CreateTranscodingStream(Past(2, stream), Encoding.BigEndianUnicode, Encoding.UTF8),
        _ => stream,
    };

    private static Stream Past(int bytes, Stream stream)
    {
        Span<byte> mark = stackalloc byte[bytes];
        stream.ReadExactly(mark);
        return stream;
    }

    private static (byte[] First, Stream All) Peek(Stream stream)
    {
        var first = new byte[LongestMagic];
        var length = stream.ReadAtLeast(first, LongestMagic, throwOnEndOfStream: false);
        Array.Resize(ref first, length);
        return (first, new PrefixedStream(first, stream));
    }
}
