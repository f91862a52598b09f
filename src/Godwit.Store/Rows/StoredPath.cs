namespace Godwit.Store;

/// <summary>Folder paths as they are stored: as <see cref="FolderPath.ToString"/> writes them.</summary>
internal static class StoredPath
{
    /// <summary>The path behind a stored text.</summary>
    /// <exception cref="DamagedStateException">It is not one.</exception>
    public static FolderPath Parse(string? stored) =>
        FolderPath.TryParse(stored, out var path) ? path : throw new DamagedStateException("a folder path cannot be read");
}
