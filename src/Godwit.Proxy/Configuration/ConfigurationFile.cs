using Godwit.Proxy.Files;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

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
        var root = Root(full, source);
        var configuration = new ConfigurationReader(root, Path.GetFileNameWithoutExtension(full)).Read();
        source.ThrowIfProblems();
        return new ReadConfiguration(configuration, source.Effective);
    }

    /// <summary>The whole of a file.</summary>
    /// <exception cref="ConfigurationException">It cannot be read, or is no YAML.</exception>
    internal static ConfigurationSection Root(string path, ConfigurationSource source)
    {
        var root = new ConfigurationSection(source, Parse(path, source), "");
        source.ThrowIfProblems();
        return root;
    }

    private static YamlMappingNode? Parse(string path, ConfigurationSource source)
    {
        try
        {
            using var text = new StringReader(AtomicFile.Read(path));
            var yaml = new YamlStream();
            yaml.Load(text);
            if (yaml.Documents is [{ RootNode: YamlMappingNode root }]) return root;
            source.Problem(1, "must be one YAML document of keys and values.");
        }
        catch (YamlException broken)
        {
            source.Problem(broken.Start.Line, $"is not YAML: {OtherSideText.Show(broken.Message)}");
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            throw new ConfigurationException([ProxyServiceFaults.Of(ProxyServiceFaults.FileUnusable, $"The configuration '{path}' cannot be read: {unreadable.Message}")]);
        }
        return null;
    }
}
