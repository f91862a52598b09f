namespace Godwit.Connectors;

/// <summary>A folder as its store knows it; the handle for every call about it.</summary>
/// <param name="Path">Where it stands, namespace prefix taken off.</param>
/// <param name="WireName">The store's own name, kept as it came (invalid encodings must survive a round trip). Means something only to its connector.</param>
public sealed record Folder(FolderPath Path, string WireName)
{
    /// <summary>What it is for.</summary>
    public SpecialUse Role { get; init; }

    /// <summary>False for a mere node of the tree, which holds folders but no messages.</summary>
    public bool HoldsMessages { get; init; } = true;

    /// <summary>True when the owner subscribed to it; null when the store does not say.</summary>
    public bool? IsSubscribed { get; init; }

    /// <summary>The store's own identifier that survives a rename (MAILBOXID, RFC 8474), or null.</summary>
    public string? ObjectId { get; init; }
}

/// <summary>A folder in a listing.</summary>
/// <param name="Folder">The folder.</param>
/// <param name="Status">Its state, where the store gave it in the same breath (LIST-STATUS), else null.</param>
public sealed record FolderEntry(Folder Folder, FolderStatus? Status);
