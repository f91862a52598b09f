using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Godwit.Configuration;

/// <summary>A configuration file: one YAML document of keys and values.</summary>
public static class ConfigurationDocument
{
    /// <summary>The whole of a file.</summary>
    /// <exception cref="ConfigurationException">It cannot be read, or is no YAML.</exception>
    public static ConfigurationSection Root(string path, ConfigurationSource source)
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
            throw new ConfigurationException([ConfigurationFaults.Of(ConfigurationFaults.FileUnusable, $"The configuration '{path}' cannot be read: {unreadable.Message}")]);
        }
        return null;
    }
}
