using YamlDotNet.RepresentationModel;

namespace Godwit.Configuration;

/// <summary>
/// Where settings come from, in this order: flag, environment, file, default. Gathers what is wrong and what is in force while a configuration is read.
/// </summary>
/// <param name="fileName">The file as messages name it.</param>
/// <param name="folder">The folder that relative paths in it start from.</param>
/// <param name="flags">Values given on the command line, by key path.</param>
/// <param name="environment">Tells the value of an environment variable, or null.</param>
/// <param name="variables">What the names of environment variables begin with.</param>
/// <param name="problem">Makes the fault of a problem.</param>
public sealed class ConfigurationSource(
    string fileName, string folder, IReadOnlyDictionary<string, string> flags, Func<string, string?> environment, string variables, Func<string, Fault> problem)
{
    private readonly List<(long Line, Fault Fault)> _problems = [];
    private readonly List<EffectiveValue> _effective = [];

    /// <summary>The folder that relative paths start from.</summary>
    public string Folder { get; } = folder;

    /// <summary>All values in force, in the order they were asked for.</summary>
    public IReadOnlyList<EffectiveValue> Effective => _effective;

    /// <summary>Something is wrong at a place in the file.</summary>
    public void Problem(YamlNode? node, string told) => Problem(node?.Start.Line ?? 0, told);

    /// <summary>Something is wrong in a line of the file; line 0 is the file as a whole.</summary>
    public void Problem(long line, string told) =>
        _problems.Add((line, problem(line > 0 ? $"{fileName}:{line}: {told}" : $"{fileName}: {told}")));

    /// <summary>A value that overrules the file, with its origin.</summary>
    public (string Value, string Origin)? Overruling(string path)
    {
        if (flags.TryGetValue(path, out var flag)) return (flag, "flag");
        var variable = Variable(path);
        return environment(variable) is { Length: > 0 } value ? (value, $"environment {variable}") : null;
    }

    /// <summary>Notes a value that is in force.</summary>
    public void InForce(string path, string? value, string origin) => _effective.Add(new EffectiveValue(path, value ?? "", origin));

    /// <summary>The origin of a value that stands in the file.</summary>
    public string OriginOf(YamlNode node) => $"{fileName}:{node.Start.Line}";

    /// <exception cref="ConfigurationException">There are problems.</exception>
    public void ThrowIfProblems()
    {
        if (_problems.Count > 0) throw new ConfigurationException([.. _problems.OrderBy(problem => problem.Line).Select(problem => problem.Fault)]);
    }

    /// <summary>The environment variable of a key: <c>logs.folder</c> is <c>GODWIT_PROXY_LOGS_FOLDER</c>.</summary>
    private string Variable(string path) =>
        variables + string.Concat(path.Select(c => char.IsAsciiLetterOrDigit(c) ? char.ToUpperInvariant(c) : '_'));
}
