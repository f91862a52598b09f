using System.Collections.Concurrent;
using System.Runtime.InteropServices;

namespace Godwit.Connectors.Maildir;

/// <summary>
/// The calls that can fill, lose or tear something. They go through an object so that a test can put a full or failing disk in its place. Each answers zero or a
/// count, or a negative error number.
/// </summary>
internal unsafe class Disk
{
    private readonly ConcurrentDictionary<ulong, SharedFlush> _flushes = new();

    /// <summary>The machine's own.</summary>
    public static Disk Real { get; } = new();

    /// <summary>Writes all of the bytes at the file's position; a negative error number when it could not.</summary>
    public virtual int Write(int descriptor, ReadOnlySpan<byte> bytes)
    {
        fixed (byte* start = bytes)
        {
            nint done = 0;
            while (done < bytes.Length)
            {
                var written = Libc.Write(descriptor, start + done, bytes.Length - done);
                if (written > 0) { done += written; continue; }
                var error = Marshal.GetLastPInvokeError();
                if (written == 0) return -Errno.NoSpace;
                if (error != Errno.Interrupted) return -error;
            }
        }
        return 0;
    }

    /// <summary>Waits until the file or directory is on the disk.</summary>
    public virtual int Sync(int descriptor) => Libc.Sync(descriptor) == 0 ? 0 : -Marshal.GetLastPInvokeError();

    /// <summary>
    /// Waits until everything written so far on the file system of this file or directory is on the disk: one flush of the drive for a whole group, where syncing each file costs
    /// one flush a file (4 ms each on a plain disk).
    /// </summary>
    public virtual int SyncFileSystem(int descriptor) => Libc.SyncFileSystem(descriptor) == 0 ? 0 : -Marshal.GetLastPInvokeError();

    /// <summary>The flushes of the file system of this file or directory, one for all who write to it.</summary>
    public SharedFlush FlushOf(int descriptor) => _flushes.GetOrAdd(DirectoryHandle.DeviceOf(descriptor), static (_, disk) => new SharedFlush(disk.SyncFileSystem), this);

    /// <summary>Renames; never replaces what already has the new name.</summary>
    public virtual int Rename(int fromDirectory, byte* from, int toDirectory, byte* to)
    {
        if (Libc.RenameAt2(fromDirectory, from, toDirectory, to, Libc.RenameNoReplace) == 0) return 0;
        var error = Marshal.GetLastPInvokeError();
        if (error is not (Errno.Invalid or Errno.NotImplemented)) return -error;
        return RenameByHand(fromDirectory, from, toDirectory, to);
    }

    // Some network file systems do not know the flag: look first, then rename.
    private static int RenameByHand(int fromDirectory, byte* from, int toDirectory, byte* to)
    {
        Libc.StatBuffer there;
        if (Libc.Stat(toDirectory, to, Libc.NoFollowAt, 0, &there) == 0) return -Errno.Exists;
        return Libc.RenameAt(fromDirectory, from, toDirectory, to) == 0 ? 0 : -Marshal.GetLastPInvokeError();
    }
}
