namespace Godwit.Testing;

/// <summary>The bytes of a message in a test: held in memory, or computed where they are read so that a message of gigabytes costs nothing.</summary>
public abstract class MessageBody
{
    /// <summary>How many bytes there are.</summary>
    public abstract long Length { get; }

    /// <summary>Copies the bytes from <paramref name="offset"/> on; the span must lie inside the message.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The span reaches outside the message.</exception>
    public abstract void Read(long offset, Span<byte> into);

    /// <summary>A body of these bytes, which are not copied: leave them alone from here on.</summary>
    public static MessageBody Of(byte[] bytes) => new StoredBody(bytes);

    /// <summary>A message of exactly this many bytes, the same for the same seed, that takes 64 kB however long it is.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Fewer than 256 bytes: the header would not fit.</exception>
    public static MessageBody Generated(long length, int seed) => new GeneratedBody(length, seed);

    /// <summary>All bytes in an array of their own.</summary>
    public byte[] ToArray()
    {
        var bytes = new byte[Length];
        Read(0, bytes);
        return bytes;
    }

    /// <summary>The digest as the engine under test computes it, without holding the bytes.</summary>
    public MessageDigest Digest()
    {
        using var hasher = new CanonicalHasher();
        var piece = new byte[(int)Math.Min(Length, 65_536)];
        for (long at = 0; at < Length; at += piece.Length)
        {
            var count = (int)Math.Min(piece.Length, Length - at);
            Read(at, piece.AsSpan(0, count));
            hasher.Append(piece.AsSpan(0, count));
        }
        return hasher.Finish();
    }

    /// <summary>Refuses a span outside the message.</summary>
    protected void CheckRange(long offset, int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(offset + count, Length, nameof(offset));
    }

    private sealed class StoredBody(byte[] bytes) : MessageBody
    {
        public override long Length => bytes.Length;

        public override void Read(long offset, Span<byte> into)
        {
            CheckRange(offset, into.Length);
            bytes.AsSpan((int)offset, into.Length).CopyTo(into);
        }
    }
}
