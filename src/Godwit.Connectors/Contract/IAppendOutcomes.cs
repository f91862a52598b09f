namespace Godwit.Connectors;

/// <summary>Learns what became of appended messages: one call a message, in feed order, never two calls at once, perhaps from another thread.</summary>
public interface IAppendOutcomes
{
    /// <summary>Stored under this uid; null when the store does not tell (no UIDPLUS): it must be looked up.</summary>
    void Stored(long ticket, uint? uid);

    /// <summary>
    /// Certainly not stored. With <paramref name="groupSize"/> 1 the store refused this very message; with more, it refused a group of so many, and the caller should
    /// read them again and append them in smaller groups.
    /// </summary>
    void Refused(long ticket, Fault fault, int groupSize);
}

/// <summary>How to append.</summary>
/// <param name="Generation">The generation that the folder must have.</param>
public sealed record AppendOptions(FolderGeneration Generation)
{
    /// <summary>The most messages in one group; 1 sends each alone.</summary>
    public int MaxGroupMessages { get; init; } = 200;

    /// <summary>A group is closed when it holds this many bytes.</summary>
    public long MaxGroupBytes { get; init; } = 8 * 1024 * 1024;
}

/// <summary>Old and new uids of moved messages.</summary>
/// <param name="Generation">The generation of the folder they are in now.</param>
/// <param name="From">Old uids.</param>
/// <param name="To">New uids: the message that had <c>From[i]</c> has <c>To[i]</c>.</param>
public sealed record MovedMessages(FolderGeneration Generation, IReadOnlyList<uint> From, IReadOnlyList<uint> To);
