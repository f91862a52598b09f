namespace Godwit.Sync;

/// <summary>Why a message was not copied.</summary>
public enum SkipReason
{
    /// <summary>It could not be read, or the target refused it.</summary>
    Bad,
    /// <summary>It is over the target's limit.</summary>
    Large,
}

/// <summary>A message that was not copied, with what an administrator needs to find it.</summary>
/// <param name="FolderId">Its <see cref="FolderRecord.Id"/>.</param>
/// <param name="SourceUid">Its uid on the source.</param>
/// <param name="Reason">Bad or large.</param>
public sealed record SkippedItem(int FolderId, uint SourceUid, SkipReason Reason)
{
    /// <summary>Where it is on the source.</summary>
    public required FolderPath Folder { get; init; }

    /// <summary>The fault's code, <c>GW####</c>.</summary>
    public required string Code { get; init; }

    /// <summary>One sentence.</summary>
    public required string Told { get; init; }

    /// <summary>Bytes, as far as known.</summary>
    public long Size { get; init; }

    /// <summary>When it arrived, where known.</summary>
    public ReceivedDate? Received { get; init; }

    /// <summary>Its subject, where it could be read; cleaned and at most 200 characters.</summary>
    public string? Subject { get; init; }

    /// <summary>In how many runs it was tried.</summary>
    public int Tries { get; init; } = 1;
}
