using System.Runtime.InteropServices;

namespace Godwit.Connectors.Maildir;

/// <summary>The type of a name as the directory itself tells it.</summary>
internal enum EntryType : byte
{
    /// <summary>The file system does not say; ask by a stat.</summary>
    Unknown = 0,
    Directory = 4,
    Regular = 8,
    Link = 10,
}

/// <summary>Goes once through the names of a directory in the order of the file system, "." and ".." left out. No object a name.</summary>
internal unsafe ref struct DirectoryReader
{
    private nint _listing;
    private byte* _entry;

    private DirectoryReader(nint listing) => _listing = listing;

    /// <summary>Opens the directory anew, so that several readers may go through it at once; null with the error number when that fails.</summary>
    public static bool TryOpen(DirectoryHandle directory, out DirectoryReader reader, out int error)
    {
        reader = default;
        error = 0;
        var here = stackalloc byte[2] { (byte)'.', 0 };
        var descriptor = Libc.OpenAt(directory.Descriptor, here, Libc.ReadOnly | Libc.DirectoryOnly | Libc.CloseOnExec, 0);
        if (descriptor < 0) { error = Marshal.GetLastPInvokeError(); return false; }
        var listing = Libc.OpenListing(descriptor);
        if (listing != 0) { reader = new DirectoryReader(listing); return true; }
        error = Marshal.GetLastPInvokeError();
        _ = Libc.Close(descriptor);
        return false;
    }

    /// <summary>The next name; false at the end or, with an error number, when the listing broke off.</summary>
    public bool MoveNext(out int error)
    {
        error = 0;
        do
        {
            _entry = Libc.ReadListing(_listing);
            if (_entry != null) continue;
            error = Marshal.GetLastPInvokeError();
            return false;
        }
        while (IsDots(_entry + NameOffset));
        return true;
    }

    // struct dirent of every 64-bit Linux: inode 8, offset 8, length 2, type 1, name.
    private const int NameOffset = 19;

    /// <summary>The current name; valid until the next.</summary>
    public readonly ReadOnlySpan<byte> Name => MemoryMarshal.CreateReadOnlySpanFromNullTerminated(_entry + NameOffset);

    /// <summary>The current name's inode.</summary>
    public readonly ulong Inode => *(ulong*)_entry;

    /// <summary>The current name's type.</summary>
    public readonly EntryType Type => (EntryType)_entry[18];

    private static bool IsDots(byte* name) => name[0] == (byte)'.' && (name[1] == 0 || name[1] == (byte)'.' && name[2] == 0);

    public void Dispose()
    {
        if (_listing != 0) _ = Libc.CloseListing(_listing);
        _listing = 0;
    }
}
