using System.Buffers.Binary;
using System.IO.Compression;

namespace Godwit.Diagnostics.Logs;

/// <summary>Unpacks gzip (RFC 1952), and tells when the file was cut, which the platform's own stream takes for its end: the last four bytes of a whole file hold its length. Read only.</summary>
internal sealed class GzipText : ReadOnlyStream
{
    private readonly Tail _packed;
    private readonly UnpackedText _text;
    private long _length;

    public GzipText(Stream packed)
    {
        _packed = new Tail(packed);
        _text = new UnpackedText(new GZipStream(_packed, CompressionMode.Decompress), () => _packed.Count);
    }

    public override int Read(Span<byte> buffer)
    {
        var read = _text.Read(buffer);
        _length += read;
        // Several files behind each other are one gzip file too; then the length is that of the last.
        if (read == 0 && buffer.Length > 0 && _length < _packed.LastFourBytes) throw new InvalidDataException("the packed file was cut off");
        return read;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) _text.Dispose();
        base.Dispose(disposing);
    }

    private sealed class Tail(Stream stream) : ReadOnlyStream
    {
        private ulong _last;

        public long Count { get; private set; }

        public uint LastFourBytes => BinaryPrimitives.ReverseEndianness((uint)_last);

        public override int Read(Span<byte> buffer)
        {
            var read = stream.Read(buffer);
            Count += read;
            foreach (var one in buffer[Math.Max(0, read - 4)..read]) _last = _last << 8 | one;
            return read;
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing) stream.Dispose();
            base.Dispose(disposing);
        }
    }
}
