using System.Buffers;

namespace Godwit.Connectors.Maildir;

/// <summary>Writes messages into <c>tmp</c>, one after the other. What it leaves behind is a whole message or nothing.</summary>
internal sealed unsafe class TemporaryFile(MaildirStore store, MaildirFolder folder, StoreFaults faults) : IDisposable
{
    private const int BufferSize = 128 * 1024;

    private readonly DirectoryHandle _tmp = folder.PrepareForWriting();
    private readonly byte[] _buffer = ArrayPool<byte>.Shared.Rent(BufferSize + 16);
    private readonly Disk _disk = store.Settings.Disk;
    private StoredLines _lines;
    private int _used;
    private long _size, _given, _canonical;
    private bool _afterCarriageReturn;

    /// <summary>Writes the feed's current message under this name.</summary>
    /// <exception cref="FaultException">The disk refused, or the message gave fewer or more bytes than it announced. Nothing is left.</exception>
    public WrittenFile Write(OutgoingMessage message, ReadOnlySpan<byte> name, long modifiedSeconds)
    {
        var descriptor = _tmp.OpenFile(name, Libc.WriteOnly | Libc.Create | Libc.Exclusive, folder.FileMode | 0x180);
        if (descriptor < 0) throw faults.Writing(-descriptor, "a message");
        try
        {
            store.Ownership.Adopt(descriptor);
            WriteBody(descriptor, message);
            SetTime(descriptor, modifiedSeconds);
            if (DirectoryHandle.StatDescriptor(descriptor, out var facts) is var error and < 0) throw faults.Writing(-error, "a message");
            if (store.Settings.Syncing == FileSyncing.Always && _disk.Sync(descriptor) is var unsynced and < 0) throw faults.Writing(-unsynced, "a message");
            _ = Libc.Close(descriptor);
            return new WrittenFile(facts.Inode, _size, _canonical);
        }
        catch
        {
            _ = Libc.Close(descriptor);
            _ = _tmp.RemoveFile(name);
            throw;
        }
    }

    private void WriteBody(int descriptor, OutgoingMessage message)
    {
        (_lines, _used, _size, _given, _canonical, _afterCarriageReturn) = (default, 0, 0, 0, 0, false);
        while (message.NextPiece() is { IsEmpty: false } piece)
        {
            _given += piece.Length;
            if (_given > message.Length) throw WrongLength(message);
            Take(descriptor, piece.Span);
        }
        if (_given != message.Length) throw WrongLength(message);
        _used += _lines.Finish(_buffer.AsSpan(_used));
        Flush(descriptor);
    }

    private void Take(int descriptor, ReadOnlySpan<byte> piece)
    {
        _canonical += piece.Length + CanonicalText.CountBareLineFeeds(piece, _afterCarriageReturn);
        _afterCarriageReturn = piece[^1] == (byte)'\r';
        while (!piece.IsEmpty)
        {
            if (_used >= BufferSize) Flush(descriptor);
            var part = piece[..Math.Min(piece.Length, BufferSize - _used)];
            _used += _lines.Write(part, _buffer.AsSpan(_used));
            piece = piece[part.Length..];
        }
    }

    private void Flush(int descriptor)
    {
        var error = _disk.Write(descriptor, _buffer.AsSpan(0, _used));
        if (error < 0) throw faults.Writing(-error, "a message");
        _size += _used;
        _used = 0;
    }

    private FaultException WrongLength(OutgoingMessage message) => new(new Fault(
        ConnectorFaults.ProtocolViolation, Side.Source,
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"A message gave {(_given > message.Length ? "more" : $"only {_given}")} bytes where {message.Length} were announced; nothing of it was stored.")));

    private static void SetTime(int descriptor, long seconds)
    {
        var times = stackalloc Libc.TimeSpec[2];
        times[0] = times[1] = new Libc.TimeSpec { Seconds = seconds };
        _ = Libc.SetTimes(descriptor, times);
    }

    public void Dispose() => ArrayPool<byte>.Shared.Return(_buffer);
}

/// <summary>A message that lies in <c>tmp</c>.</summary>
/// <param name="Inode">Of the file.</param>
/// <param name="Size">Bytes on the disk.</param>
/// <param name="Canonical">Bytes in canonical form.</param>
internal readonly record struct WrittenFile(ulong Inode, long Size, long Canonical);
