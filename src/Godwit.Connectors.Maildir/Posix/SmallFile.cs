using System.Runtime.InteropServices;

namespace Godwit.Connectors.Maildir;

/// <summary>Reads the small control files of a Maildir.</summary>
internal static unsafe class SmallFile
{
    /// <summary>The most bytes that are read of one; what is behind is not looked at.</summary>
    public const int MaxBytes = 4 * 1024 * 1024;

    /// <summary>The file's bytes; null when it does not exist or cannot be read.</summary>
    public static byte[]? Read(DirectoryHandle directory, ReadOnlySpan<byte> name)
    {
        var descriptor = directory.OpenFile(name, Libc.ReadOnly);
        if (descriptor < 0) return null;
        try
        {
            if (DirectoryHandle.StatDescriptor(descriptor, out var facts) < 0 || !facts.IsRegular) return null;
            var bytes = new byte[Math.Min(facts.Size, MaxBytes)];
            var length = Fill(descriptor, bytes);
            return length == bytes.Length ? bytes : bytes[..length];
        }
        finally { _ = Libc.Close(descriptor); }
    }

    private static int Fill(int descriptor, byte[] bytes)
    {
        var done = 0;
        fixed (byte* start = bytes)
        {
            while (done < bytes.Length)
            {
                var got = Libc.Read(descriptor, start + done, bytes.Length - done);
                if (got < 0 && Marshal.GetLastPInvokeError() == Errno.Interrupted) continue;
                if (got <= 0) break;
                done += (int)got;
            }
        }
        return done;
    }
}
