namespace Godwit.Connectors.Memory;

/// <summary>Bytes that are there.</summary>
internal sealed class KeptContent(ReadOnlyMemory<byte> bytes) : MemoryContent(bytes.Length)
{
    public ReadOnlyMemory<byte> Bytes => bytes;

    public override IEnumerable<ReadOnlyMemory<byte>> Pieces(int maxPieceBytes)
    {
        for (var at = 0; at < bytes.Length; at += maxPieceBytes) yield return bytes.Slice(at, Math.Min(maxPieceBytes, bytes.Length - at));
    }
}

/// <summary>Bytes that are made when they are wanted.</summary>
internal sealed class GeneratedContent(long length, Func<IEnumerable<ReadOnlyMemory<byte>>> make) : MemoryContent(length)
{
    public override IEnumerable<ReadOnlyMemory<byte>> Pieces(int maxPieceBytes)
    {
        foreach (var piece in make())
        {
            for (var at = 0; at < piece.Length; at += maxPieceBytes) yield return piece.Slice(at, Math.Min(maxPieceBytes, piece.Length - at));
        }
    }
}

/// <summary>What is left of a message whose bytes were not kept.</summary>
internal sealed class DigestedContent(long length, MessageDigest digest) : MemoryContent(length)
{
    public override bool IsReadable => false;

    public override IEnumerable<ReadOnlyMemory<byte>> Pieces(int maxPieceBytes) =>
        throw new InvalidOperationException("Of this message only length and digest were kept.");

    private protected override MessageDigest ComputeDigest() => digest;
}
