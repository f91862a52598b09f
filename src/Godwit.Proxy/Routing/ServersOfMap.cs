using Godwit.Proxy.Configuration;

namespace Godwit.Proxy.Routing;

/// <summary>The names of the servers in the map of active copies.</summary>
public static class ServersOfMap
{
    /// <summary>Reads the names; none without a map.</summary>
    /// <exception cref="FaultException">The map cannot be read.</exception>
    public static IReadOnlyCollection<string> Read(RoutingSettings? settings) => settings is null ? [] : new ActiveCopies(settings.MapFile, _ => { }).Servers;
}
