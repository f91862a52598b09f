namespace Godwit.Connectors.Maildir.Tests;

/// <summary>A directory of its own that goes with the test.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public TemporaryFolder() => Path = Directory.CreateTempSubdirectory("godwit-maildir-").FullName;

    public string Path { get; }

    public string Below(params ReadOnlySpan<string> names) => System.IO.Path.Combine([Path, .. names]);

    public void Dispose()
    {
        foreach (var directory in Directory.EnumerateDirectories(Path, "*", SearchOption.AllDirectories))
        {
            if (!OperatingSystem.IsWindows() && new DirectoryInfo(directory).LinkTarget is null) File.SetUnixFileMode(directory, (UnixFileMode)0x1C0);
        }
        Directory.Delete(Path, recursive: true);
    }
}
