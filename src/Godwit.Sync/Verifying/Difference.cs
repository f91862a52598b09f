namespace Godwit.Sync;

/// <summary>In what way a message differs between source and target.</summary>
public enum DifferenceKind
{
    /// <summary>On the source, not on the target.</summary>
    Missing,
    /// <summary>On the target more often than on the source.</summary>
    Doubled,
    /// <summary>On the target, and nothing like it on the source.</summary>
    Extra,
    /// <summary>On both, recognised by its headers and body, but not byte for byte equal in canonical form.</summary>
    Altered,
    /// <summary>Equal content, other flags or keywords.</summary>
    Flags,
    /// <summary>Equal content, another received date.</summary>
    Date,
    /// <summary>It cannot be read, so nothing can be said about it.</summary>
    Unreadable,
}

/// <summary>One difference.</summary>
/// <param name="Kind">What differs.</param>
/// <param name="Folder">The source's folder, or the target's where there is no source's.</param>
/// <param name="SourceUid">The message on the source; 0 when it is not there.</param>
/// <param name="TargetUid">The message on the target; 0 when it is not there.</param>
/// <param name="Told">What each side has, in words.</param>
public sealed record Difference(DifferenceKind Kind, FolderPath Folder, uint SourceUid, uint TargetUid, string Told);

/// <summary>What a verification found.</summary>
public sealed record VerificationResult
{
    /// <summary>Folders compared; those of <see cref="Faults"/> are not among them.</summary>
    public int Folders { get; init; }

    /// <summary>Messages on the source.</summary>
    public long SourceItems { get; init; }

    /// <summary>Messages on the target, in the folders compared.</summary>
    public long TargetItems { get; init; }

    /// <summary>Messages equal in content, flags and date.</summary>
    public long Equal { get; init; }

    /// <summary>Bytes read on the source.</summary>
    public long SourceBytes { get; init; }

    /// <summary>Every difference, by folder and uid; at most <see cref="MailboxVerification.MaxDifferences"/> of them.</summary>
    public IReadOnlyList<Difference> Differences { get; init; } = [];

    /// <summary>How many differences there are in all.</summary>
    public long DifferenceCount { get; init; }

    /// <summary>Why folders could not be compared, one for each; nothing is known of their messages.</summary>
    public IReadOnlyList<Fault> Faults { get; init; } = [];

    /// <summary>What whoever asked should know: names of the filter that match nothing.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>How long it took.</summary>
    public TimeSpan Elapsed { get; init; }
}
