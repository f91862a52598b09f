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

    /// <summary>Which mailbox an address is, in the store of this name or in the one that has the address: two places that are equal are one mailbox.</summary>
    /// <returns>Null where there is none.</returns>
    string? PlaceOf(string address, string? store);
}
