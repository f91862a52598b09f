namespace Godwit.Connectors.Maildir;

/// <summary>How a message file is stored, told by its first bytes; no message begins like a compressed file.</summary>
internal static class FileFormats
{
    public static bool IsGzip(ReadOnlySpan<byte> start) => start.StartsWith((ReadOnlySpan<byte>)[0x1f, 0x8b, 0x08]);

    /// <summary>The name of a compression that cannot be read, or null.</summary>
    public static string? Unreadable(ReadOnlySpan<byte> start)
    {
        if (start.StartsWith((ReadOnlySpan<byte>)[0x28, 0xb5, 0x2f, 0xfd])) return "zstd";
        if (start.StartsWith((ReadOnlySpan<byte>)[0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00])) return "xz";
        if (start.StartsWith("Dovecot-LZ4"u8) || start.StartsWith((ReadOnlySpan<byte>)[0x04, 0x22, 0x4d, 0x18])) return "lz4";
        if (start.Length > 10 && start.StartsWith("BZh"u8) && start[4..].StartsWith((ReadOnlySpan<byte>)[0x31, 0x41, 0x59, 0x26, 0x53, 0x59])) return "bzip2";
        return null;
    }
}
