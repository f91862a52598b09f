using System.Text;

namespace Godwit.Connectors.Memory;

/// <summary>The bytes of a message in memory: given, or made anew whenever they are read, so that a message of 300 MB costs no memory. Immutable and safe for many threads.</summary>
public abstract class MemoryContent
{
    private MessageDigest? _digest;

    private protected MemoryContent(long length) => Length = length;

    /// <summary>How many bytes there are.</summary>
    public long Length { get; }

    /// <summary>Hashes of the bytes in canonical form; worked out once, at the first question.</summary>
    public MessageDigest Digest => _digest ??= ComputeDigest();

    /// <summary>False when only length and digest were kept.</summary>
    public virtual bool IsReadable => true;

    /// <summary>These bytes, which nobody may change from here on.</summary>
    public static MemoryContent Of(ReadOnlyMemory<byte> bytes) => new KeptContent(bytes);

    /// <summary>This text in UTF-8.</summary>
    public static MemoryContent Of(string text) => new KeptContent(Encoding.UTF8.GetBytes(text));

    /// <summary>
    /// Bytes that <paramref name="pieces"/> makes at every reading: the same ones each time, none of the pieces empty, together exactly
    /// <paramref name="length"/>.
    /// </summary>
    public static MemoryContent Generated(long length, Func<IEnumerable<ReadOnlyMemory<byte>>> pieces)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        ArgumentNullException.ThrowIfNull(pieces);
        return new GeneratedContent(length, pieces);
    }

    /// <summary>The bytes in pieces of at most <paramref name="maxPieceBytes"/>, none empty; a piece is valid until the next.</summary>
    /// <exception cref="InvalidOperationException">Only the digest was kept.</exception>
    public abstract IEnumerable<ReadOnlyMemory<byte>> Pieces(int maxPieceBytes);

    /// <summary>All bytes as one array.</summary>
    /// <exception cref="InvalidOperationException">Only the digest was kept, or they do not fit into an array.</exception>
    public byte[] ToArray()
    {
        if (Length > Array.MaxLength) throw new InvalidOperationException("The message is too large for one array.");
        var bytes = new byte[Length];
        var at = 0;
        foreach (var piece in Pieces(1 << 20))
        {
            piece.CopyTo(bytes.AsMemory(at));
            at += piece.Length;
        }
        return bytes;
    }

    private protected virtual MessageDigest ComputeDigest()
    {
        using var hasher = new CanonicalHasher();
        foreach (var piece in Pieces(1 << 20)) hasher.Append(piece.Span);
        return hasher.Finish();
    }

    /// <summary>The header block with its closing blank line; all of it where there is no blank line.</summary>
    /// <exception cref="InvalidOperationException">Only the digest was kept, or the header block is over 16 MB.</exception>
    internal ReadOnlyMemory<byte> Header() => HeaderBlock.Read(Pieces(64 * 1024));
}
