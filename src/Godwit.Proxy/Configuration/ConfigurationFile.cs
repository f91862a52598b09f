namespace Godwit.Proxy.Configuration;

/// <summary>A configuration that was read, with the origin of each value.</summary>
/// <param name="Configuration">What is in force.</param>
/// <param name="Effective">Each value with its origin.</param>
public sealed record ReadConfiguration(ProxyConfiguration Configuration, IReadOnlyList<EffectiveValue> Effective);

/// <summary>Reads the configuration file of the proxy.</summary>
public static class ConfigurationFile
{
    /// <summary>Reads a configuration.</summary>
    /// <param name="path">The YAML file.</param>
    /// <param name="flags">Values from the command line by key path; they win over everything.</param>
    /// <param name="environment">Tells the value of an environment variable, or null; wins over the file.</param>
    /// <exception cref="ConfigurationException">It cannot be used; all reasons are told at once.</exception>
    public static ReadConfiguration Read(string path, IReadOnlyDictionary<string, string> flags, Func<string, string?> environment)
    {
        var full = Path.GetFullPath(path);
        var source = new ConfigurationSource(
            Path.GetFileName(full), Path.GetDirectoryName(full)!, flags, environment, "GODWIT_PROXY_", static told => ProxyServiceFaults.Of(ProxyServiceFaults.BadConfiguration, told));
        var root = ConfigurationDocument.Root(full, source);
        var configuration = new ConfigurationReader(root, Path.GetFileNameWithoutExtension(full)).Read();
        source.ThrowIfProblems();
        return new ReadConfiguration(configuration, source.Effective);
    }
}
