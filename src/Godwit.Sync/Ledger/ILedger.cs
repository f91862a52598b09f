namespace Godwit.Sync;

/// <summary>
/// The memory of one move: what was copied from where to where, enough to resume, to skip and to prove. It has one writer. Losing its latest commits is harmless: the engine
/// recognises what it finds on the target. A commit that did not throw is read back by the next process, whatever happens to this one.
/// </summary>
public interface ILedger : IDisposable
{
    /// <summary>Every record, by id. The list is as of the last commit.</summary>
    IReadOnlyList<FolderRecord> Folders { get; }

    /// <summary>Everything that is skipped, by folder and uid.</summary>
    IReadOnlyList<SkippedItem> Skipped { get; }

    /// <summary>The keyword sets that rows refer to. Sets added to it are written with the next commit.</summary>
    KeywordTable Keywords { get; }

    /// <summary>The pairs of one folder as of the last commit; empty for a folder without any.</summary>
    /// <exception cref="FaultException">The state is damaged or cannot be read.</exception>
    PairTable ReadPairs(int folderId);

    /// <summary>Writes all of these changes or none, and clears the marks of the segments that it wrote. May be called by several threads, one at a time.</summary>
    /// <exception cref="FaultException">The state cannot be written (a full disk, say); nothing was.</exception>
    void Commit(LedgerChanges changes);
}
