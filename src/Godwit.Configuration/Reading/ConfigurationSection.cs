using System.Globalization;
using YamlDotNet.RepresentationModel;

namespace Godwit.Configuration;

/// <summary>
/// One mapping of the file, read key by key. A value that cannot be used is noted as a problem and its default is given, so that reading goes on and everything is told at once.
/// </summary>
public sealed class ConfigurationSection
{
    private readonly ConfigurationSource _source;
    private readonly YamlMappingNode? _node;
    private readonly string _path;
    private readonly HashSet<string> _known = new(StringComparer.Ordinal);

    /// <param name="source">Where values come from.</param>
    /// <param name="node">The mapping; null when the file has none.</param>
    /// <param name="path">Its key path; empty for the whole file.</param>
    public ConfigurationSection(ConfigurationSource source, YamlMappingNode? node, string path) => (_source, _node, _path) = (source, node, path);

    /// <summary>True when the file has this section.</summary>
    public bool Exists => _node is not null;

    /// <summary>The keys that stand in the file.</summary>
    public IEnumerable<string> Keys => _node?.Children.Keys.OfType<YamlScalarNode>().Select(key => key.Value ?? "") ?? [];

    /// <summary>Notes a problem with a key, or with the section.</summary>
    public void Problem(string? key, string told) => _source.Problem(key is null ? _node : Node(key) ?? _node, key is null ? told : $"'{PathOf(key)}' {told}");

    /// <summary>A text, or its default.</summary>
    public string? Text(string key, string? otherwise = null)
    {
        _known.Add(key);
        if (_source.Overruling(PathOf(key)) is { } overruling) return InForce(key, overruling.Value, overruling.Origin);
        if (Node(key) is not { } node) return InForce(key, otherwise, "default");
        if (node is YamlScalarNode { Value: { Length: > 0 } value }) return InForce(key, value, _source.OriginOf(node));
        Problem(key, "must be one value.");
        return otherwise;
    }

    /// <summary>A text that must be there; an empty one when it is not, and a problem.</summary>
    public string Required(string key, string meaning)
    {
        if (Text(key) is { } given) return given;
        if (Node(key) is null) Problem(key, $"is missing: {meaning}.");
        return "";
    }

    /// <summary>A whole number within bounds.</summary>
    public int Number(string key, int otherwise, int least, int most)
    {
        if (Text(key, otherwise.ToString(CultureInfo.InvariantCulture)) is not { } text) return otherwise;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most) return number;
        Problem(key, $"must be a whole number from {least} to {most}, not '{OtherSideText.Show(text)}'.");
        return otherwise;
    }

    /// <summary>A duration in whole seconds.</summary>
    public TimeSpan Seconds(string key, int otherwise, int least, int most) => TimeSpan.FromSeconds(Number(key, otherwise, least, most));

    /// <summary>Yes or no.</summary>
    public bool Flag(string key, bool otherwise)
    {
        switch (Text(key, otherwise ? "true" : "false"))
        {
            case "true" or "yes" or "on": return true;
            case "false" or "no" or "off": return false;
        }
        Problem(key, "must be true or false.");
        return otherwise;
    }

    /// <summary>One of some words; the first is the default.</summary>
    public string Choice(string key, params string[] words)
    {
        var text = Text(key, words[0]);
        if (words.FirstOrDefault(word => string.Equals(word, text, StringComparison.OrdinalIgnoreCase)) is { } found) return found;
        Problem(key, $"must be one of {string.Join(", ", words)}.");
        return words[0];
    }

    /// <summary>The full path of a file or folder; relative ones start at the configuration's folder.</summary>
    public string? FilePath(string key, string? otherwise = null) => Text(key, otherwise) is { } path ? Path.GetFullPath(path, _source.Folder) : null;

    /// <summary>A list of texts: a sequence, or one value with commas or blanks.</summary>
    public IReadOnlyList<string> List(string key, params string[] otherwise)
    {
        if (Node(key) is YamlSequenceNode sequence && _source.Overruling(PathOf(key)) is null) return Sequence(key, sequence);
        return Text(key, string.Join(", ", otherwise))?.Split([',', ' '], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [];
    }

    /// <summary>A section below; one that does not <see cref="Exists"/> when the file has none.</summary>
    public ConfigurationSection Section(string key)
    {
        _known.Add(key);
        var node = Node(key);
        if (node is not (null or YamlMappingNode)) Problem(key, "must be a section with keys of its own.");
        return new ConfigurationSection(_source, node as YamlMappingNode, PathOf(key));
    }

    /// <summary>True when the value of a key is a section.</summary>
    public bool IsSection(string key) => Node(key) is YamlMappingNode;

    /// <summary>Ends the reading of this section: whatever was not asked for is not known.</summary>
    public void NothingElse()
    {
        foreach (var key in Keys.Where(key => !_known.Contains(key)))
            _source.Problem(KeyNode(key), $"'{OtherSideText.Show(PathOf(key))}' is not known; known here: {string.Join(", ", _known.Order(StringComparer.Ordinal))}.");
    }

    private IReadOnlyList<string> Sequence(string key, YamlSequenceNode sequence)
    {
        _known.Add(key);
        var values = sequence.OfType<YamlScalarNode>().Select(item => item.Value ?? "").ToList();
        if (values.Count != sequence.Children.Count) Problem(key, "must be a list of plain values.");
        InForce(key, string.Join(", ", values), _source.OriginOf(sequence));
        return values;
    }

    private string? InForce(string key, string? value, string origin)
    {
        _source.InForce(PathOf(key), value, origin);
        return value;
    }

    private string PathOf(string key) => _path.Length == 0 ? key : $"{_path}.{key}";

    private YamlNode? Node(string key) => _node is not null && _node.Children.TryGetValue(new YamlScalarNode(key), out var node) ? node : null;

    private YamlNode? KeyNode(string key) => _node?.Children.Keys.FirstOrDefault(node => node is YamlScalarNode scalar && scalar.Value == key);
}
