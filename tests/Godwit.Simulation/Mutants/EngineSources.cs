using System.Reflection;

namespace Godwit.Simulation.Mutants;

/// <summary>The engine's sources as they were when this program was built.</summary>
internal static class EngineSources
{
    private const string Prefix = "engine/";

    /// <summary>Text by path within the engine's project.</summary>
    public static IReadOnlyDictionary<string, string> Files { get; } = Assembly.GetExecutingAssembly().GetManifestResourceNames()
        .Where(n => n.StartsWith(Prefix, StringComparison.Ordinal)).ToDictionary(n => n[Prefix.Length..].Replace('\\', '/'), Text);

    public static string Text(string resource)
    {
        using var reader = new StreamReader(Assembly.GetExecutingAssembly().GetManifestResourceStream(resource)!);
        return reader.ReadToEnd();
    }

    /// <summary>The file with the change made.</summary>
    /// <exception cref="InvalidOperationException">The old text is not there, or more than once: the mutant has to follow the engine.</exception>
    public static string With(this string text, SourceChange change)
    {
        var at = text.IndexOf(change.Was, StringComparison.Ordinal);
        if (at < 0) throw new InvalidOperationException($"{change.File} does not hold the text that is to be changed:\n{change.Was}");
        if (text.IndexOf(change.Was, at + 1, StringComparison.Ordinal) >= 0) throw new InvalidOperationException($"{change.File} holds the text that is to be changed more than once:\n{change.Was}");
        return string.Concat(text.AsSpan(0, at), change.Becomes, text.AsSpan(at + change.Was.Length));
    }
}
