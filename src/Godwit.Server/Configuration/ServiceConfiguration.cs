using System.Net;
using Godwit.Proxy;
using Godwit.Proxy.Configuration;
using Godwit.Proxy.Stores;

namespace Godwit.Server.Configuration;

/// <summary>The configuration of the service, as it is in force.</summary>
/// <param name="Node">This node's name.</param>
/// <param name="DataFolder">Where everything is kept; absolute.</param>
/// <param name="Listen">Where the API is served; HTTPS always.</param>
/// <param name="Certificate">Its certificate; null: one of its own.</param>
/// <param name="Workers">The most moves at once on this node.</param>
/// <param name="NameServers">Servers of DNS that Autodiscover asks instead of the system's; empty for the system's.</param>
/// <param name="Targets">The stores that moves can write to, and read from without an endpoint.</param>
internal sealed record ServiceConfiguration(string Node, string DataFolder, IReadOnlyList<IPEndPoint> Listen, CertificateSettings? Certificate, int Workers, IReadOnlyList<IPEndPoint> NameServers, StoreTable Targets);

/// <summary>A configuration that was read, with the origin of each value.</summary>
/// <param name="Configuration">What is in force.</param>
/// <param name="Effective">Each value with its origin.</param>
internal sealed record ReadServiceConfiguration(ServiceConfiguration Configuration, IReadOnlyList<EffectiveValue> Effective);

/// <summary>Reads the configuration file of the service.</summary>
internal static class ServiceConfigurationFile
{
    private const int UsualWorkers = 100, MostWorkers = 1000;

    /// <summary>Reads a configuration. Without a file everything is as it is by default, and there are no targets.</summary>
    /// <exception cref="ConfigurationException">It cannot be used; all reasons are told at once.</exception>
    public static ReadServiceConfiguration Read(string path, bool mayBeMissing, IReadOnlyDictionary<string, string> flags, Func<string, string?> environment)
    {
        var full = Path.GetFullPath(path);
        var source = new ConfigurationSource(Path.GetFileName(full), Path.GetDirectoryName(full)!, flags, environment, "GODWIT_SERVICE_", static told => new Fault(MoveFaults.BadConfiguration, Side.Service, told));
        var root = mayBeMissing && !File.Exists(full) ? new ConfigurationSection(source, null, "") : ConfigurationFile.Root(full, source);
        var configuration = Read(root, environment);
        source.ThrowIfProblems();
        return new ReadServiceConfiguration(configuration, source.Effective);
    }

    private static ServiceConfiguration Read(ConfigurationSection root, Func<string, string?> environment)
    {
        var node = root.Text("node", Environment.MachineName)!;
        if (node.Length is 0 or > 64 || node.Any(char.IsControl)) root.Problem("node", "must have 1 to 64 characters.");
        var certificate = root.FilePath("certificate");
        var settings = certificate is null ? null : new CertificateSettings(certificate, root.FilePath("certificate-key"), root.FilePath("certificate-password-file"));
        var targets = root.Section("targets");
        var configuration = new ServiceConfiguration(
            node, root.FilePath("data", ServiceDefaults.DataFolder(environment))!, ConfigurationReader.EndPoints(root, "listen", string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{ServiceDefaults.Port}")),
            settings, root.Number("workers", UsualWorkers, 1, MostWorkers), ConfigurationReader.EndPoints(root, "name-servers"), targets.Exists ? StoreReader.Read(targets) : new StoreTable([]));
        foreach (var store in configuration.Targets.Stores.OfType<MemoryStoreSettings>()) targets.Problem(null, $"the target '{store.Name}' is in memory: what is moved there would be lost.");
        root.NothingElse();
        return configuration;
    }
}
