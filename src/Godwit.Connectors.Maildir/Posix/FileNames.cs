using System.Text;

namespace Godwit.Connectors.Maildir;

/// <summary>File names as the system has them: bytes without NUL and "/", at most 255.</summary>
internal static unsafe class FileNames
{
    /// <summary>The longest name on the file systems of Linux, in bytes.</summary>
    public const int MaxLength = 255;

    /// <summary>Copies the name with a NUL behind it; false when it is none (empty, too long, or with a NUL or "/" inside).</summary>
    public static bool Terminate(ReadOnlySpan<byte> name, byte* target)
    {
        if (name.Length is 0 or > MaxLength || name.IndexOfAny((byte)0, (byte)'/') >= 0) return false;
        name.CopyTo(new Span<byte>(target, MaxLength));
        target[name.Length] = 0;
        return true;
    }

    /// <summary>The name for a sentence; bytes that are no UTF-8 are shown as replacement characters.</summary>
    public static string Show(ReadOnlySpan<byte> name) => Encoding.UTF8.GetString(name);
}
