namespace Godwit.Connectors.Memory;

/// <summary>Takes in the bytes of one message: all of them, or their digest.</summary>
internal abstract class BodySink : IDisposable
{
    public static BodySink For(MemoryOptions options, long length) => options.KeepsBodies ? new Keeping(length) : new Digesting(length);

    public abstract void Write(ReadOnlySpan<byte> piece);

    public abstract MemoryContent Finish();

    public virtual void Dispose() { }

    private sealed class Keeping(long length) : BodySink
    {
        private readonly byte[] _bytes = new byte[length];
        private int _at;

        public override void Write(ReadOnlySpan<byte> piece)
        {
            piece.CopyTo(_bytes.AsSpan(_at));
            _at += piece.Length;
        }

        public override MemoryContent Finish() => MemoryContent.Of(_bytes);
    }

    private sealed class Digesting(long length) : BodySink
    {
        private readonly CanonicalHasher _hasher = new();

        public override void Write(ReadOnlySpan<byte> piece) => _hasher.Append(piece);

        public override MemoryContent Finish() => new DigestedContent(length, _hasher.Finish());

        public override void Dispose()
        {
            _hasher.Dispose();
            base.Dispose();
        }
    }
}
