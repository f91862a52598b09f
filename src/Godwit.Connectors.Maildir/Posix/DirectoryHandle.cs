using System.Runtime.InteropServices;
using System.Text;

namespace Godwit.Connectors.Maildir;

/// <summary>
/// An open directory. Everything below it is reached relative to it, by single names, without following links: a name can never lead out. Methods that can be expected
/// to fail answer a negative error number (<see cref="Errno"/>) so that the caller decides what it means.
/// </summary>
internal sealed unsafe class DirectoryHandle : SafeHandle
{
    private const uint BasicFacts = 0x7ff | 0x800;   // STATX_BASIC_STATS and STATX_BTIME

    private static long _lastOpened;

    private DirectoryHandle(int descriptor) : base(-1, ownsHandle: true) => SetHandle(descriptor);

    public override bool IsInvalid => handle < 0;

    /// <summary>For calls into the system while this object is alive.</summary>
    public int Descriptor => (int)handle;

    /// <summary>Grows with each directory that is opened.</summary>
    public long Opened { get; } = Interlocked.Increment(ref _lastOpened);

    protected override bool ReleaseHandle() => Libc.Close((int)handle) == 0;

    /// <summary>Opens an absolute path, links followed; null with the error number when it cannot be opened.</summary>
    public static DirectoryHandle? TryOpen(string path, out int error)
    {
        fixed (byte* name = CName(path))
            return Wrap(Libc.OpenAt(Libc.CurrentDirectory, name, Libc.ReadOnly | Libc.DirectoryOnly | Libc.CloseOnExec, 0), out error);
    }

    /// <summary>Opens a directory in this one; a symbolic link is refused with <see cref="Errno.LinkLoop"/> or <see cref="Errno.NotDirectory"/>.</summary>
    public DirectoryHandle? TryOpen(ReadOnlySpan<byte> name, out int error, bool followLink = false)
    {
        var terminated = stackalloc byte[FileNames.MaxLength + 1];
        if (!FileNames.Terminate(name, terminated)) { error = Errno.NameTooLong; return null; }
        var follow = followLink ? 0 : Libc.NoFollow;
        return Wrap(Libc.OpenAt(Descriptor, terminated, Libc.ReadOnly | Libc.DirectoryOnly | Libc.CloseOnExec | follow, 0), out error);
    }

    private static DirectoryHandle? Wrap(int descriptor, out int error)
    {
        error = descriptor < 0 ? Marshal.GetLastPInvokeError() : 0;
        return descriptor < 0 ? null : new DirectoryHandle(descriptor);
    }

    /// <summary>Where the kernel says it is, links resolved; null when it does not say.</summary>
    public string? RealPath()
    {
        const int room = 4096;
        var buffer = stackalloc byte[room];
        fixed (byte* name = CName($"/proc/self/fd/{Descriptor}"))
        {
            var length = Libc.ReadLinkAt(Libc.CurrentDirectory, name, buffer, room);
            return length is <= 0 or room ? null : FileNames.Show(new ReadOnlySpan<byte>(buffer, (int)length));
        }
    }

    /// <summary>Opens a file in this directory; its descriptor, or a negative error number. Links are refused; a pipe does not block.</summary>
    public int OpenFile(ReadOnlySpan<byte> name, int flags, uint mode = 0)
    {
        var terminated = stackalloc byte[FileNames.MaxLength + 1];
        if (!FileNames.Terminate(name, terminated)) return -Errno.NameTooLong;
        while (true)
        {
            var descriptor = Libc.OpenAt(Descriptor, terminated, flags | Libc.NoFollow | Libc.NonBlocking | Libc.CloseOnExec, mode);
            if (descriptor >= 0) return descriptor;
            var error = Marshal.GetLastPInvokeError();
            if (error != Errno.Interrupted) return -error;
        }
    }

    /// <summary>A name's facts, of the link itself where it is one; zero, or a negative error number.</summary>
    public int Stat(ReadOnlySpan<byte> name, out FileFacts facts)
    {
        facts = default;
        var terminated = stackalloc byte[FileNames.MaxLength + 1];
        return FileNames.Terminate(name, terminated) ? Stat(Descriptor, terminated, Libc.NoFollowAt, out facts) : -Errno.NameTooLong;
    }

    /// <summary>This directory's own facts.</summary>
    public int Stat(out FileFacts facts) => StatDescriptor(Descriptor, out facts);

    /// <summary>An open file's facts.</summary>
    public static int StatDescriptor(int descriptor, out FileFacts facts)
    {
        byte empty = 0;
        return Stat(descriptor, &empty, Libc.EmptyPath, out facts);
    }

    /// <summary>The file system of an open file; zero where nothing is told of it.</summary>
    public static ulong DeviceOf(int descriptor)
    {
        byte empty = 0;
        Libc.StatBuffer raw;
        return Libc.Stat(descriptor, &empty, Libc.EmptyPath, BasicFacts, &raw) != 0 ? 0 : ((ulong)raw.DeviceMajor << 32) | raw.DeviceMinor;
    }

    private static int Stat(int directory, byte* name, int flags, out FileFacts facts)
    {
        Libc.StatBuffer raw;
        if (Libc.Stat(directory, name, flags, BasicFacts, &raw) != 0) { facts = default; return -Marshal.GetLastPInvokeError(); }
        var born = (raw.Mask & 0x800) == 0 ? 0 : raw.BirthSeconds * 1_000_000_000 + raw.BirthNanoseconds;
        facts = new FileFacts(raw.Inode, raw.Size, raw.ModifiedSeconds, raw.ModifiedNanoseconds, born, raw.Mode, raw.User, raw.Group);
        return 0;
    }

    /// <summary>Makes a directory; zero, or a negative error number.</summary>
    public int MakeDirectory(ReadOnlySpan<byte> name, uint mode)
    {
        var terminated = stackalloc byte[FileNames.MaxLength + 1];
        if (!FileNames.Terminate(name, terminated)) return -Errno.NameTooLong;
        return Libc.MakeDirectoryAt(Descriptor, terminated, mode) == 0 ? 0 : -Marshal.GetLastPInvokeError();
    }

    /// <summary>Removes a file; zero, or a negative error number.</summary>
    public int RemoveFile(ReadOnlySpan<byte> name) => Remove(name, 0);

    /// <summary>Removes an empty directory; zero, or a negative error number.</summary>
    public int RemoveDirectory(ReadOnlySpan<byte> name) => Remove(name, Libc.RemoveDirectory);

    private int Remove(ReadOnlySpan<byte> name, int flags)
    {
        var terminated = stackalloc byte[FileNames.MaxLength + 1];
        if (!FileNames.Terminate(name, terminated)) return -Errno.NameTooLong;
        return Libc.UnlinkAt(Descriptor, terminated, flags) == 0 ? 0 : -Marshal.GetLastPInvokeError();
    }

    /// <summary>Renames into this or another directory, never over an existing name; zero, or a negative error number.</summary>
    public int Rename(Disk disk, ReadOnlySpan<byte> from, DirectoryHandle toDirectory, ReadOnlySpan<byte> to)
    {
        var source = stackalloc byte[FileNames.MaxLength + 1];
        var target = stackalloc byte[FileNames.MaxLength + 1];
        if (!FileNames.Terminate(from, source) || !FileNames.Terminate(to, target)) return -Errno.NameTooLong;
        return disk.Rename(Descriptor, source, toDirectory.Descriptor, target);
    }

    /// <summary>Renames within this directory over whatever has the new name; zero, or a negative error number.</summary>
    public int Replace(ReadOnlySpan<byte> from, ReadOnlySpan<byte> to)
    {
        var source = stackalloc byte[FileNames.MaxLength + 1];
        var target = stackalloc byte[FileNames.MaxLength + 1];
        if (!FileNames.Terminate(from, source) || !FileNames.Terminate(to, target)) return -Errno.NameTooLong;
        return Libc.RenameAt(Descriptor, source, Descriptor, target) == 0 ? 0 : -Marshal.GetLastPInvokeError();
    }

    private static byte[] CName(string path) => [.. Encoding.UTF8.GetBytes(path), 0];
}
