namespace Godwit.Proxy;

/// <summary>The kinds of fault that keep the proxy service from starting, or an administrator's command from being done; each has its page in <c>docs/faults</c>.</summary>
public static class ProxyServiceFaults
{
    /// <summary>A key is unknown, missing or has a value that cannot be used.</summary>
    public static readonly FaultKind BadConfiguration = new("GW2101", "Proxy configuration not understood", Reach.Service, Remedy.FixConfiguration);
    /// <summary>The address and port cannot be listened on.</summary>
    public static readonly FaultKind PortUnusable = new("GW2104", "Port cannot be listened on", Reach.Service, Remedy.FixConfiguration);
    /// <summary>The file of users and groups cannot be read.</summary>
    public static readonly FaultKind UsersUnusable = new("GW2105", "Users file cannot be used", Reach.Service, Remedy.FixConfiguration);
    /// <summary>An authentication scheme is switched on that no source of users can serve.</summary>
    public static readonly FaultKind SchemeWithoutSource = new("GW2106", "Authentication scheme without users", Reach.Service, Remedy.FixConfiguration);
    /// <summary>The Kerberos keytab cannot be used.</summary>
    public static readonly FaultKind KeytabUnusable = new("GW2107", "Keytab cannot be used", Reach.Service, Remedy.FixConfiguration);
    /// <summary>The list of allowed addresses cannot be read.</summary>
    public static readonly FaultKind AllowListUnusable = new("GW2108", "Allow list cannot be used", Reach.Service, Remedy.FixConfiguration);
    /// <summary>The virtual directory's file cannot be read or written.</summary>
    public static readonly FaultKind DirectoryUnusable = new("GW2109", "Virtual directory cannot be used", Reach.Service, Remedy.FixConfiguration);
    /// <summary>The map of active copies cannot be read.</summary>
    public static readonly FaultKind MapUnusable = new("GW2110", "Map of active copies cannot be used", Reach.Service, Remedy.FixConfiguration);
    /// <summary>Nothing of that name: a server, a user, a group.</summary>
    public static readonly FaultKind NameUnknown = new("GW2111", "Name not known to the proxy", Reach.Service, Remedy.FixConfiguration);

    internal static Fault Of(FaultKind kind, string told) => new(kind, Side.Proxy, told);

    internal static FaultException Refuse(FaultKind kind, string told, Exception? cause = null) => new(Of(kind, told), cause);
}
