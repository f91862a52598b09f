namespace Godwit.Connectors.Maildir;

/// <summary>Where a path really leads, links resolved, also while its last directories do not exist yet.</summary>
internal static class ResolvedPath
{
    /// <summary>The path as the kernel has it. Null where that cannot be told.</summary>
    public static string? Of(string path)
    {
        if (!OperatingSystem.IsLinux()) return null;
        var full = Path.GetFullPath(path);
        for (var there = full; there is not null; there = Path.GetDirectoryName(there))
        {
            using var directory = DirectoryHandle.TryOpen(there, out _);
            if (directory?.RealPath() is { } real) return Path.Join(real, full[there.Length..]).TrimEnd('/');
        }
        return null;
    }
}
