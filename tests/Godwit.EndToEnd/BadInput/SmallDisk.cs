using Godwit.EndToEnd.TheCommand;

namespace Godwit.EndToEnd.BadInput;

/// <summary>A file system of few kilobytes, in memory.</summary>
internal sealed class SmallDisk : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();

    private SmallDisk() { }

    /// <summary>Where it is.</summary>
    public string Path => _folder.Path;

    /// <summary>Makes one.</summary>
    public static async Task<SmallDisk> MountAsync(int kilobytes)
    {
        var disk = new SmallDisk();
        (await Command.RunAsync("mount", ["-t", "tmpfs", "-o", $"size={kilobytes}k", "tmpfs", disk.Path])).OutputOrThrow("mount");
        return disk;
    }

    /// <summary>Gives it more room.</summary>
    public async Task GrowAsync(int kilobytes) => (await Command.RunAsync("mount", ["-o", $"remount,size={kilobytes}k", Path])).OutputOrThrow("mount");

    public async ValueTask DisposeAsync()
    {
        (await Command.RunAsync("umount", [Path])).OutputOrThrow("umount");
        _folder.Dispose();
    }
}
