using System.IO.Compression;

namespace Godwit.Diagnostics.Logs;

/// <summary>From what an administrator names to the files to be read: folders with all below them, archives with all inside.</summary>
internal static class LogInputs
{
    /// <summary>The most files of one call; more are told, not read.</summary>
    public const int MaxFiles = 20_000;

    private static readonly EnumerationOptions Below = new() { RecurseSubdirectories = true, IgnoreInaccessible = true, AttributesToSkip = FileAttributes.ReparsePoint, ReturnSpecialDirectories = false };

    /// <summary>The files behind these paths, in the order of the paths, within a folder by name. Links are not followed.</summary>
    /// <param name="paths">Files and folders.</param>
    /// <param name="problems">Told of what is not there or cannot be read.</param>
    public static List<LogInput> Find(IEnumerable<string> paths, Action<string, string> problems)
    {
        var found = new List<LogInput>();
        foreach (var path in paths.SelectMany(path => FilesOf(path, problems)))
        {
            if (found.Count >= MaxFiles)
            {
                problems(path, $"left out: more than {MaxFiles} files");
                break;
            }
            Add(path, found, problems);
        }
        return found;
    }

    private static IEnumerable<string> FilesOf(string path, Action<string, string> problems)
    {
        if (Directory.Exists(path)) return Directory.EnumerateFiles(path, "*", Below).Order(StringComparer.Ordinal);
        if (File.Exists(path)) return [path];
        problems(path, "there is no such file or folder");
        return [];
    }

    private static void Add(string path, List<LogInput> found, Action<string, string> problems)
    {
        try
        {
            var file = new FileInfo(path);
            if (IsArchive(path)) AddEntries(path, found, problems);
            else found.Add(new LogInput(path, file.Directory?.Name ?? "", file.LastWriteTimeUtc, () => OpenShared(path)));
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            problems(path, $"cannot be read: {OtherSideText.Show(unreadable.Message)}");
        }
    }

    /// <summary>A server keeps its log open for writing while we read.</summary>
    private static FileStream OpenShared(string path) => new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0, FileOptions.SequentialScan);

    private static bool IsArchive(string path)
    {
        Span<byte> first = stackalloc byte[4];
        using var stream = OpenShared(path);
        return stream.ReadAtLeast(first, first.Length, throwOnEndOfStream: false) == first.Length && first.SequenceEqual("PK\x03\x04"u8);
    }

    private static void AddEntries(string path, List<LogInput> found, Action<string, string> problems)
    {
        using var archive = new ZipArchive(OpenShared(path), ZipArchiveMode.Read);
        // By number: two entries may have one name.
        for (var i = 0; i < archive.Entries.Count; i++)
        {
            if (found.Count >= MaxFiles)
            {
                problems(path, $"its rest is left out: more than {MaxFiles} files");
                return;
            }
            var (entry, number) = (archive.Entries[i], i);
            if (entry.Name.Length == 0) continue;
            found.Add(new LogInput($"{path}!{entry.FullName}", FolderOf(entry.FullName) is { Length: > 0 } folder ? folder : Path.GetFileNameWithoutExtension(path), entry.LastWriteTime, () => OpenEntry(path, number, entry.FullName)));
        }
    }

    private static string FolderOf(string entry) => Path.GetFileName(Path.GetDirectoryName(entry.Replace('\\', '/'))) ?? "";

    private static OwningStream OpenEntry(string path, int number, string name)
    {
        var archive = new ZipArchive(OpenShared(path), ZipArchiveMode.Read);
        try
        {
            if (archive.Entries.ElementAtOrDefault(number) is not { } entry || entry.FullName != name) throw new InvalidDataException("the archive has changed while it was read");
            return new OwningStream(new UnpackedText(entry.Open(), () => entry.CompressedLength), archive);
        }
        catch
        {
            archive.Dispose();
            throw;
        }
    }
}
