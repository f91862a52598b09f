using System.Buffers;
using System.Runtime.InteropServices;

namespace Godwit.Connectors.Maildir;

/// <summary>What a look at an index file gave.</summary>
internal enum IndexReading
{
    /// <summary>The state is as the file says.</summary>
    Good,
    /// <summary>There was no index, or the file was empty.</summary>
    Missing,
    /// <summary>The last block was cut, or is followed by nothing but zeros; what stands before it is good.</summary>
    TornTail,
    /// <summary>The file is no index or contradicts itself.</summary>
    Damaged,
    /// <summary>A newer program wrote it.</summary>
    TooNew,
}

/// <summary>
/// The file behind a folder's index: a header, then blocks. Appended to while its lock is held; rewritten beside itself and renamed over when it has grown stale. Other processes that hold the
/// same lock in turn see each other's blocks. Methods answer negative error numbers where a disk can fail.
/// </summary>
internal sealed unsafe class IndexFile(DirectoryHandle directory, byte[] name, Disk disk, FileSyncing syncing, uint mode, Ownership ownership) : IDisposable
{
    private int _descriptor = -1;
    private ulong _inode;
    private long _readTo;

    /// <summary>Bytes up to which the file was read or written.</summary>
    public long Length => _readTo;

    /// <summary>Bytes behind <see cref="Length"/> that torn blocks left.</summary>
    public long TornBytes { get; private set; }

    /// <summary>Tries for the lock once. Zero with it held; <see cref="Errno.WouldBlock"/> when another has it; other negative numbers when the file cannot be used.</summary>
    public int TryLock()
    {
        while (true)
        {
            if (_descriptor < 0 && Open() is var opened and < 0) return opened;
            if (Libc.Lock(_descriptor, Libc.LockExclusive | Libc.LockNonBlocking) != 0)
            {
                var error = Marshal.GetLastPInvokeError();
                if (error == Errno.Interrupted) continue;
                return -error;
            }
            // Another may have renamed a new file over this one, or removed it with its folder, while we waited.
            if (directory.Stat(name, out var there) == 0 && there.Inode == _inode) return 0;
            Close();
        }
    }

    private int Open()
    {
        var descriptor = directory.OpenFile(name, Libc.ReadWrite | Libc.Create, mode);
        if (descriptor < 0) return descriptor;
        var error = DirectoryHandle.StatDescriptor(descriptor, out var facts);
        if (error < 0) { _ = Libc.Close(descriptor); return error; }
        if (facts.Size == 0) ownership.Adopt(descriptor);
        if (facts.Inode != _inode) _readTo = 0;
        (_descriptor, _inode) = (descriptor, facts.Inode);
        return 0;
    }

    public void Unlock()
    {
        if (_descriptor >= 0) _ = Libc.Lock(_descriptor, Libc.Unlock);
    }

    /// <summary>Brings the state up to the file; makes a new one from the file when it has been replaced. Only with the lock.</summary>
    public IndexReading Refresh(ref IndexState? state)
    {
        TornBytes = 0;
        if (DirectoryHandle.StatDescriptor(_descriptor, out var facts) < 0) return IndexReading.Damaged;
        if (facts.Size == 0) return IndexReading.Missing;
        if (facts.Size < _readTo) return IndexReading.Damaged;
        if (_readTo == 0 || state is null)
        {
            var read = ReadHeader(facts.Size, out state);
            if (read != IndexReading.Good) return read;
        }
        return _readTo == facts.Size ? IndexReading.Good : ReadBlocks(state!, facts.Size);
    }

    private IndexReading ReadHeader(long size, out IndexState? state)
    {
        state = null;
        _readTo = 0;
        Span<byte> bytes = stackalloc byte[IndexHeader.Length];
        if (size < IndexHeader.Length) return IndexReading.Damaged;
        if (!ReadExactly(bytes, 0) || !IndexHeader.TryRead(bytes, out var header)) return IndexReading.Damaged;
        if (header.Version > IndexHeader.CurrentVersion) return IndexReading.TooNew;
        state = new IndexState(header.Generation, header.Folder);
        _readTo = IndexHeader.Length;
        return IndexReading.Good;
    }

    private IndexReading ReadBlocks(IndexState state, long size)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(64 * 1024);
        try
        {
            while (_readTo < size)
            {
                var read = ReadBlock(state, size, ref buffer);
                if (read == IndexReading.TornTail) TornBytes = size - _readTo;
                if (read != IndexReading.Good) return read;
            }
            return IndexReading.Good;
        }
        finally { ArrayPool<byte>.Shared.Return(buffer); }
    }

    private IndexReading ReadBlock(IndexState state, long size, ref byte[] buffer)
    {
        Span<byte> head = stackalloc byte[IndexJournal.BlockHeader];
        if (size - _readTo < head.Length) return IndexReading.TornTail;
        if (!ReadExactly(head, _readTo)) return IndexReading.Damaged;
        var length = MemoryMarshal.Read<int>(head);
        var end = _readTo + head.Length + length;
        if (length is <= 0 or > IndexJournal.MaxBlock) return LooksLost(_readTo, size) ? IndexReading.TornTail : IndexReading.Damaged;
        if (end > size) return IndexReading.TornTail;
        if (buffer.Length < length)
        {
            ArrayPool<byte>.Shared.Return(buffer);
            buffer = ArrayPool<byte>.Shared.Rent(length);
        }
        var payload = buffer.AsSpan(0, length);
        if (!ReadExactly(payload, _readTo + head.Length)) return IndexReading.Damaged;
        if (IndexJournal.Checksum(payload) != MemoryMarshal.Read<uint>(head[4..])) return LooksLost(end, size) ? IndexReading.TornTail : IndexReading.Damaged;
        if (!IndexReplay.Apply(state, payload)) return IndexReading.Damaged;
        _readTo = end;
        return IndexReading.Good;
    }

    // After a power loss a file may have its length but zeros in place of what was written last.
    private bool LooksLost(long from, long size)
    {
        Span<byte> bytes = stackalloc byte[4096];
        while (from < size)
        {
            var part = bytes[..(int)Math.Min(bytes.Length, size - from)];
            if (!ReadExactly(part, from) || part.ContainsAnyExcept((byte)0)) return false;
            from += part.Length;
        }
        return true;
    }

    private bool ReadExactly(Span<byte> target, long offset)
    {
        fixed (byte* start = target)
        {
            var done = 0;
            while (done < target.Length)
            {
                var got = Libc.ReadAt(_descriptor, start + done, target.Length - done, offset + done);
                if (got < 0 && Marshal.GetLastPInvokeError() == Errno.Interrupted) continue;
                if (got <= 0) return false;
                done += (int)got;
            }
        }
        return true;
    }

    /// <summary>Writes blocks behind what is good. When the disk refuses, the file is as before.</summary>
    public int Append(ReadOnlySpan<byte> blocks)
    {
        if (Libc.Seek(_descriptor, _readTo, 0) < 0) return -Marshal.GetLastPInvokeError();
        if (TornBytes > 0 && Libc.Truncate(_descriptor, _readTo) < 0) return -Marshal.GetLastPInvokeError();
        TornBytes = 0;
        var error = disk.Write(_descriptor, blocks);
        if (error < 0) { _ = Libc.Truncate(_descriptor, _readTo); return error; }
        _readTo += blocks.Length;
        return 0;
    }

    /// <summary>Forces what was appended to the disk, as far as asked for.</summary>
    public int Sync() => syncing == FileSyncing.Never ? 0 : disk.Sync(_descriptor);

    /// <summary>Sets a file aside that cannot be used, under a name that tells when. The next lock makes a new one.</summary>
    public int SetAside(long unixSeconds)
    {
        var error = directory.Replace(name, [.. name, .. ".damaged-"u8, .. System.Text.Encoding.ASCII.GetBytes(unixSeconds.ToString(System.Globalization.CultureInfo.InvariantCulture))]);
        Close();
        _readTo = 0;
        _inode = 0;
        return error;
    }

    /// <summary>Writes a new file with this state and puts it in the old one's place, the lock going with it.</summary>
    public int Rewrite(IndexState state)
    {
        byte[] beside = [.. name, .. ".tmp"u8];
        _ = directory.RemoveFile(beside);
        var descriptor = directory.OpenFile(beside, Libc.ReadWrite | Libc.Create | Libc.Exclusive, mode);
        if (descriptor < 0) return descriptor;
        ownership.Adopt(descriptor);
        var error = WriteAll(descriptor, state, out var length);
        if (error == 0 && syncing != FileSyncing.Never) error = disk.Sync(descriptor);
        if (error == 0 && Libc.Lock(descriptor, Libc.LockExclusive | Libc.LockNonBlocking) != 0) error = -Marshal.GetLastPInvokeError();
        if (error == 0) error = DirectoryHandle.StatDescriptor(descriptor, out var facts) is var stat and < 0 ? stat : Put(beside, facts.Inode);
        if (error < 0)
        {
            _ = Libc.Close(descriptor);
            _ = directory.RemoveFile(beside);
            return error;
        }
        if (_descriptor >= 0) _ = Libc.Close(_descriptor);
        (_descriptor, _readTo, TornBytes) = (descriptor, length, 0);
        return syncing == FileSyncing.Never ? 0 : disk.Sync(directory.Descriptor);
    }

    private int Put(byte[] beside, ulong inode)
    {
        var error = directory.Replace(beside, name);
        if (error == 0) _inode = inode;
        return error;
    }

    private int WriteAll(int descriptor, IndexState state, out long length)
    {
        Span<byte> header = stackalloc byte[IndexHeader.Length];
        new IndexHeader(IndexHeader.CurrentVersion, state.Generation, state.Folder).Write(header);
        length = header.Length;
        var error = disk.Write(descriptor, header);
        var journal = new IndexJournal();
        journal.Counters(state);
        journal.Keywords(state.Keywords);
        for (var i = 0; i < state.Messages.Count && error == 0; i++)
        {
            ref var message = ref state.Messages[i];
            if (message.State != RecordState.Gone) journal.Add(message, state.Messages.BaseOf(message));
            if (journal.IsLong) error = WriteBlock(descriptor, journal, ref length);
        }
        return error == 0 && !journal.IsEmpty ? WriteBlock(descriptor, journal, ref length) : error;
    }

    private int WriteBlock(int descriptor, IndexJournal journal, ref long length)
    {
        var block = journal.Close();
        length += block.Length;
        return disk.Write(descriptor, block);
    }

    private void Close()
    {
        if (_descriptor >= 0) _ = Libc.Close(_descriptor);
        _descriptor = -1;
    }

    public void Dispose()
    {
        Close();
        directory.Dispose();
    }
}
