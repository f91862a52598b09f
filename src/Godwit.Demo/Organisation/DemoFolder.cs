namespace Godwit.Demo.Organisation;

/// <summary>Where everything of one demonstration lies.</summary>
internal sealed class DemoFolder : IDisposable
{
    private readonly bool _isKept;

    private DemoFolder(string path, bool isKept) => (Path, _isKept) = (path, isKept);

    /// <summary>The folder.</summary>
    public string Path { get; }

    /// <summary>A path in it.</summary>
    public string this[string name] => System.IO.Path.Combine(Path, name);

    /// <summary>Somebody's Maildir before the move.</summary>
    public string SourceOf(Person person) => this[$"source/{person.Server}/{person.Name}/Maildir"];

    /// <summary>Somebody's Maildir after it.</summary>
    public string TargetOf(Person person) => this[$"target/{person.Name}/Maildir"];

    /// <summary>Makes it: a temporary one that is removed in the end, or the one that is kept.</summary>
    /// <exception cref="FaultException">It is not empty, or cannot be made.</exception>
    public static DemoFolder Make(string? kept)
    {
        try
        {
            if (kept is null) return new DemoFolder(Directory.CreateTempSubdirectory("godwit-demo-").FullName, isKept: false);
            if (Directory.Exists(kept) && Directory.EnumerateFileSystemEntries(kept).Any()) throw DemoFaults.Refuse(DemoFaults.FolderUnusable, $"'{OtherSideText.Show(kept)}' is not empty.");
            return new DemoFolder(Directory.CreateDirectory(kept).FullName, isKept: true);
        }
        catch (Exception unusable) when (unusable is IOException or UnauthorizedAccessException)
        {
            throw DemoFaults.Refuse(DemoFaults.FolderUnusable, $"'{OtherSideText.Show(kept)}' cannot be used: {unusable.Message}", unusable);
        }
    }

    /// <summary>Removes it, unless it is kept.</summary>
    public void Dispose()
    {
        if (!_isKept) Directory.Delete(Path, recursive: true);
    }
}
