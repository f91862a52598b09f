using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Godwit.Simulation.Mutants;

/// <summary>Makes an assembly of the engine's sources with a mutant's changes, in memory, with the compiler that the SDK brings along.</summary>
internal static class EngineCompiler
{
    private const string Usings = """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Net.Http;
        global using System.Threading;
        global using System.Threading.Tasks;
        """;

    private static readonly CSharpParseOptions Language = new(LanguageVersion.Latest);
    private static readonly Lazy<Dictionary<string, SyntaxTree>> Trees = new(() => EngineSources.Files.ToDictionary(f => f.Key, f => Parse(f.Value)));
    private static readonly Lazy<List<MetadataReference>> References = new(() => [.. AssembliesHere().Select(path => MetadataReference.CreateFromFile(path))]);

    /// <exception cref="InvalidOperationException">A change does not fit, or what comes out does not compile.</exception>
    public static byte[] Compile(Mutant mutant)
    {
        var trees = new Dictionary<string, SyntaxTree>(Trees.Value);
        foreach (var changes in mutant.Changes.GroupBy(c => c.File)) trees[changes.Key] = Parse(changes.Aggregate(EngineSources.Files[changes.Key], (text, change) => text.With(change)));
        var compilation = CSharpCompilation.Create("Godwit.Sync", [.. trees.Values, Parse(Usings)], References.Value, new CSharpCompilationOptions(
            OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release, nullableContextOptions: NullableContextOptions.Enable));
        using var assembly = new MemoryStream();
        var result = compilation.Emit(assembly);
        if (!result.Success)
            throw new InvalidOperationException($"The mutant {mutant.Name} does not compile: {string.Join('\n', result.Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error).Take(5))}");
        return assembly.ToArray();
    }

    private static SyntaxTree Parse(string text) => CSharpSyntaxTree.ParseText(text, Language);

    private static IEnumerable<string> AssembliesHere() =>
        ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Where(p => Path.GetFileName(p) is not "Godwit.Sync.dll" and not "Godwit.Simulation.dll");
}
