using System.Runtime.Versioning;
using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Godwit.Store;

/// <summary>Opens a file as the system does, without the shared lock that .NET takes with every file: it would refuse the one file that is locked to be looked at.</summary>
[UnsupportedOSPlatform("windows")]
internal static unsafe partial class PlainFile
{
    private const int ReadOnly = 0;

    /// <summary>The file, or an invalid handle when it cannot be opened.</summary>
    public static SafeFileHandle OpenToRead(string path)
    {
        fixed (byte* name = Encoding.UTF8.GetBytes(path + "\0")) return new SafeFileHandle(open(name, ReadOnly), ownsHandle: true);
    }

    [LibraryImport("libc")]
    private static partial int open(byte* path, int flags);
}
