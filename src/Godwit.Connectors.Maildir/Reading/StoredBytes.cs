using System.Buffers.Binary;
using System.IO.Compression;
using System.Runtime.InteropServices;

namespace Godwit.Connectors.Maildir;

/// <summary>A message file's bytes in order, decompressed where it is a gzip file; can begin again. One object serves one file after the other.</summary>
internal sealed unsafe class StoredBytes : IDisposable
{
    private int _descriptor = -1;
    private long _position;
    private GZipStream? _unpacked;

    public bool IsOpen => _descriptor >= 0;

    /// <summary>True when what is read is not what is on the disk.</summary>
    public bool IsCompressed { get; private set; }

    /// <summary>Takes an open file over.</summary>
    public void Take(int descriptor)
    {
        Close();
        (_descriptor, _position, IsCompressed) = (descriptor, 0, false);
    }

    /// <summary>From now on, and from the beginning, gives the unpacked bytes.</summary>
    public void Unpack()
    {
        IsCompressed = true;
        Rewind();
    }

    /// <summary>Begins again.</summary>
    public void Rewind()
    {
        _position = 0;
        if (!IsCompressed) return;
        _unpacked?.Dispose();
        _unpacked = new GZipStream(new DescriptorStream(_descriptor), CompressionMode.Decompress);
    }

    /// <summary>Fills the target as far as the file goes; less only at its end. A negative error number when the disk fails.</summary>
    /// <exception cref="InvalidDataException">The compressed data is damaged.</exception>
    public int Fill(Span<byte> target)
    {
        if (IsCompressed) return _unpacked!.ReadAtLeast(target, target.Length, throwOnEndOfStream: false);
        fixed (byte* start = target)
        {
            var done = 0;
            while (done < target.Length)
            {
                var got = Libc.ReadAt(_descriptor, start + done, target.Length - done, _position);
                if (got == 0) break;
                if (got > 0) { done += (int)got; _position += got; continue; }
                var error = Marshal.GetLastPInvokeError();
                if (error != Errno.Interrupted) return -error;
            }
            return done;
        }
    }

    /// <summary>
    /// True when the unpacked length is the one that a gzip file tells in its last four bytes (RFC 1952 section 2.3.1). The decompressor takes a file that was cut off for a
    /// complete one; mail is never packed in several members.
    /// </summary>
    public bool IsWhole(long unpackedLength)
    {
        var trailer = stackalloc byte[4];
        if (DirectoryHandle.StatDescriptor(_descriptor, out var facts) < 0 || facts.Size < 18) return false;
        return Libc.ReadAt(_descriptor, trailer, 4, facts.Size - 4) == 4
            && BinaryPrimitives.ReadUInt32LittleEndian(new ReadOnlySpan<byte>(trailer, 4)) == (uint)unpackedLength;
    }

    public void Close()
    {
        _unpacked?.Dispose();
        _unpacked = null;
        if (_descriptor >= 0) _ = Libc.Close(_descriptor);
        _descriptor = -1;
    }

    public void Dispose() => Close();

    /// <summary>The file as a stream for the decompressor; it does not own the file.</summary>
    private sealed class DescriptorStream(int descriptor) : Stream
    {
        private long _at;

        public override bool CanRead => true;
        public override bool CanSeek => false;
        public override bool CanWrite => false;
        public override long Length => throw new NotSupportedException();
        public override long Position { get => _at; set => throw new NotSupportedException(); }

        public override int Read(Span<byte> buffer)
        {
            fixed (byte* start = buffer)
            {
                var got = Libc.ReadAt(descriptor, start, buffer.Length, _at);
                if (got < 0) throw new InvalidDataException(Errno.Describe(Marshal.GetLastPInvokeError()));
                _at += got;
                return (int)got;
            }
        }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));
        public override void Flush() { }
        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
        public override void SetLength(long value) => throw new NotSupportedException();
        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
