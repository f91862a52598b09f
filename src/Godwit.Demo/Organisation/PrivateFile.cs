namespace Godwit.Demo.Organisation;

/// <summary>Files that only their owner may read, from their first byte on.</summary>
internal static class PrivateFile
{
    public static void Write(string path, string text)
    {
        using var file = new FileStream(path, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite });
        using var writer = new StreamWriter(file);
        writer.Write(text);
    }
}
