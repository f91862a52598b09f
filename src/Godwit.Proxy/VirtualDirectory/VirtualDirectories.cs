using System.Text.Json;

namespace Godwit.Proxy.VirtualDirectory;

/// <summary>
/// The virtual directories of all servers that share a file. A server that has none there has the defaults. A change is written as a whole, by one process at a time, and is seen by every running
/// server with its next request.
/// </summary>
public sealed class VirtualDirectories
{
    private static readonly JsonSerializerOptions Json = new() { WriteIndented = true };

    private readonly string _path;
    private readonly TimeProvider _clock;
    private readonly WatchedFile<IReadOnlyList<WebServicesVirtualDirectory>> _file;

    /// <summary>The directories in a file, which need not exist yet.</summary>
    /// <param name="path">The JSON file.</param>
    /// <param name="clock">Tells when a change was made.</param>
    /// <param name="onFault">Told when a changed file cannot be read; the last good content stays in force.</param>
    public VirtualDirectories(string path, TimeProvider clock, Action<Fault>? onFault = null)
    {
        (_path, _clock) = (path, clock);
        _file = new WatchedFile<IReadOnlyList<WebServicesVirtualDirectory>>(path, Read, (_, broken) => onFault?.Invoke(((FaultException)broken).Fault));
    }

    /// <summary>Every directory in the file.</summary>
    /// <exception cref="FaultException">The file could never be read.</exception>
    public IReadOnlyList<WebServicesVirtualDirectory> All => _file.Current;

    /// <summary>The directory of a server; the defaults when nothing was set.</summary>
    /// <exception cref="FaultException">The file could never be read.</exception>
    public WebServicesVirtualDirectory Of(string server) =>
        All.FirstOrDefault(directory => Same(directory.Server, server)) ?? new WebServicesVirtualDirectory { Server = server, Guid = Guid.Empty };

    /// <summary>Changes the directory of a server.</summary>
    /// <returns>It as it is now.</returns>
    /// <exception cref="FaultException">The file cannot be read or written.</exception>
    public WebServicesVirtualDirectory Change(string server, Func<WebServicesVirtualDirectory, WebServicesVirtualDirectory> change)
    {
        try
        {
            return AtomicFile.Alone(_path, () => ChangeAlone(server, change));
        }
        catch (Exception unusable) when (unusable is IOException or UnauthorizedAccessException)
        {
            throw ProxyServiceFaults.Refuse(ProxyServiceFaults.DirectoryUnusable, $"The virtual directory '{_path}' cannot be changed: {unusable.Message}", unusable);
        }
    }

    private WebServicesVirtualDirectory ChangeAlone(string server, Func<WebServicesVirtualDirectory, WebServicesVirtualDirectory> change)
    {
        var all = Read(_path).ToList();
        var at = all.FindIndex(directory => Same(directory.Server, server));
        var changed = change(at < 0 ? new WebServicesVirtualDirectory { Server = server } : all[at]) with { WhenChangedUTC = _clock.GetUtcNow() };
        if (at < 0) all.Add(changed);
        else all[at] = changed;
        AtomicFile.Write(_path, JsonSerializer.Serialize(all, Json) + "\n");
        return changed;
    }

    private static IReadOnlyList<WebServicesVirtualDirectory> Read(string path)
    {
        try
        {
            return File.Exists(path) ? JsonSerializer.Deserialize<List<WebServicesVirtualDirectory>>(AtomicFile.Read(path), Json) ?? [] : [];
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException or JsonException)
        {
            throw ProxyServiceFaults.Refuse(ProxyServiceFaults.DirectoryUnusable, $"The virtual directory '{path}' cannot be read: {OtherSideText.Show(unreadable.Message)}", unreadable);
        }
    }

    private static bool Same(string one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);
}
