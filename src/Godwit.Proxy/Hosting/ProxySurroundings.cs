namespace Godwit.Proxy;

/// <summary>What the application behind the published path is given.</summary>
/// <param name="Server">The name of this server.</param>
/// <param name="Stores">The stores, and the way from an address to one of them.</param>
/// <param name="ServerOf">The server that has the active copy of the store of this name; this server where no map says otherwise.</param>
/// <param name="Clock">The clock.</param>
public sealed record ProxySurroundings(string Server, StoreTable Stores, Func<string, string> ServerOf, TimeProvider Clock);
