namespace Godwit.Moves;

/// <summary>The stores of this service, by name and by address.</summary>
public interface IStoreDirectory
{
    /// <summary>All names.</summary>
    IReadOnlyList<string> Names { get; }

    /// <summary>All, as they are shown.</summary>
    IReadOnlyList<TargetStore> All { get; }

    /// <summary>True when there is one of this name.</summary>
    bool Has(string name);

    /// <summary>True when one has a place for this address.</summary>
    bool Finds(string address);
}
