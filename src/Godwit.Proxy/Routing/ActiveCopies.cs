using System.Text.Json;

namespace Godwit.Proxy.Routing;

/// <summary>A server of the organisation.</summary>
/// <param name="Name">Its name.</param>
/// <param name="BackEnd">Where its back end listens, an https address.</param>
internal sealed record ServerEntry(string Name, Uri BackEnd)
{
    public bool IsCalled(string name) => string.Equals(Name, name, StringComparison.OrdinalIgnoreCase);
}

/// <summary>
/// Which server has the active copy of which store: a JSON file that all servers share, read again when it changes. <c>epoch</c> must rise with each change; a file with a lower one than was seen is
/// refused, so that an old copy that comes back does not take effect.
/// </summary>
internal sealed class ActiveCopies
{
    private static readonly JsonSerializerOptions Json = new() { PropertyNameCaseInsensitive = true, UnmappedMemberHandling = System.Text.Json.Serialization.JsonUnmappedMemberHandling.Disallow };
    private readonly WatchedFile<Map> _file;
    private long _highest;

    public ActiveCopies(string path, Action<Fault> onFault) => _file = new WatchedFile<Map>(path, Read, (_, broken) => onFault(((FaultException)broken).Fault));

    /// <summary>The epoch in force.</summary>
    public long Epoch => _file.Current.Epoch;

    /// <summary>All servers.</summary>
    /// <exception cref="FaultException">The map could never be read.</exception>
    public IReadOnlyCollection<string> Servers => _file.Current.Servers.Keys;

    /// <summary>The server that has a store's active copy; null when the map does not name the store.</summary>
    /// <exception cref="FaultException">The map could never be read.</exception>
    public ServerEntry? OwnerOf(string store)
    {
        var map = _file.Current;
        return map.Stores.TryGetValue(store, out var server) ? new ServerEntry(server, map.Servers[server]) : null;
    }

    private Map Read(string path)
    {
        try
        {
            var map = JsonSerializer.Deserialize<Map>(AtomicFile.Read(path), Json) ?? throw new JsonException("it is empty");
            Check(map);
            _highest = map.Epoch;
            return map;
        }
        catch (Exception unusable) when (unusable is IOException or UnauthorizedAccessException or JsonException)
        {
            throw ProxyServiceFaults.Refuse(ProxyServiceFaults.MapUnusable, $"The map of active copies '{path}' cannot be used: {OtherSideText.Show(unusable.Message)}", unusable);
        }
    }

    private void Check(Map map)
    {
        if (map.Epoch < _highest) throw new JsonException($"its epoch {map.Epoch} is lower than {_highest}, which was in force");
        if (map.Servers is null || map.Stores is null) throw new JsonException("it needs 'servers' and 'stores'");
        if (map.Servers.Values.FirstOrDefault(uri => !uri.IsAbsoluteUri || uri.Scheme != Uri.UriSchemeHttps) is { } plain) throw new JsonException($"'{plain}' is not an https address");
        if (map.Stores.Values.FirstOrDefault(server => !map.Servers.ContainsKey(server)) is { } unknown) throw new JsonException($"'{unknown}' is not among its servers");
    }

    private sealed record Map(long Epoch, Dictionary<string, Uri> Servers, Dictionary<string, string> Stores);
}
