namespace Godwit.Demo.Tests;

/// <summary>A folder of a test's own, gone with it.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("godwit-demo-tests-").FullName;

    public string this[string name] => System.IO.Path.Combine(Path, name);

    public Maildir Maildir(string name = "Maildir") => new(this[name], TimeProvider.System);

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
