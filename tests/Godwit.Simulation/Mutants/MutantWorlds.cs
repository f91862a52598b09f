using System.Reflection;
using System.Runtime.Loader;

namespace Godwit.Simulation.Mutants;

/// <summary>The same worlds around another engine: this program is loaded once more, beside the mutant instead of the engine; everything else is shared.</summary>
internal sealed class MutantWorlds : AssemblyLoadContext
{
    private readonly Func<int, string?> _trial;

    public MutantWorlds(byte[] engine) : base("mutant", isCollectible: true)
    {
        LoadFromStream(new MemoryStream(engine));
        var worlds = LoadFromAssemblyPath(typeof(Simulation.Trial).Assembly.Location);
        _trial = worlds.GetType(typeof(Simulation.Trial).FullName!)!.GetMethod(nameof(Simulation.Trial.Of))!.CreateDelegate<Func<int, string?>>();
    }

    /// <summary>The promise that the mutant breaks in the world of a seed; null when it breaks none.</summary>
    public string? Trial(int seed) => _trial(seed);

    protected override Assembly? Load(AssemblyName assemblyName) => Assemblies.FirstOrDefault(a => a.GetName().Name == assemblyName.Name);
}
