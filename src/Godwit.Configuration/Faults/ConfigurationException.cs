namespace Godwit.Configuration;

/// <summary>A configuration that cannot be used; tells everything that is wrong with it.</summary>
/// <param name="faults">What is wrong; not empty.</param>
public sealed class ConfigurationException(IReadOnlyList<Fault> faults) : Exception(string.Join(' ', faults))
{
    /// <summary>What is wrong, in the order of the file.</summary>
    public IReadOnlyList<Fault> Faults { get; } = faults;
}
