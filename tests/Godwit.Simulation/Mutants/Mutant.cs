using System.Reflection;

namespace Godwit.Simulation.Mutants;

/// <summary>
/// An engine broken on purpose: what is wrong with it, and the changes to its sources. A file <c>Mutants/*.mutant</c> begins with one sentence; then each change is a line <c>== file</c>, the old text
/// between the lines <c>-- was</c> and <c>-- is</c>, and the new text after it.
/// </summary>
internal sealed record Mutant(string Name, string Told, IReadOnlyList<SourceChange> Changes)
{
    private const string Prefix = "mutant/";

    /// <summary>True for one whose fault shows only where several accidents meet (<c>*.rare.mutant</c>): it takes more worlds.</summary>
    public bool IsRare => Name.EndsWith(".rare", StringComparison.Ordinal);

    /// <summary>All mutants, by name.</summary>
    public static IReadOnlyList<Mutant> All { get; } =
        [.. Assembly.GetExecutingAssembly().GetManifestResourceNames().Where(n => n.StartsWith(Prefix, StringComparison.Ordinal)).Order(StringComparer.Ordinal).Select(Read)];

    private static Mutant Read(string resource)
    {
        var sections = EngineSources.Text(resource).Split("\n== ");
        return new Mutant(resource[Prefix.Length..], sections[0].Trim(), [.. sections[1..].Select(Change)]);
    }

    private static SourceChange Change(string section)
    {
        var file = section[..section.IndexOf('\n', StringComparison.Ordinal)].Trim();
        var (was, becomes) = (section.IndexOf("-- was\n", StringComparison.Ordinal), section.IndexOf("-- is\n", StringComparison.Ordinal));
        return new SourceChange(file, section[(was + 7)..becomes].Trim('\n'), section[(becomes + 6)..].Trim('\n'));
    }
}

/// <summary>Old and new text in one file of the engine; the old one occurs there exactly once.</summary>
internal sealed record SourceChange(string File, string Was, string Becomes);
