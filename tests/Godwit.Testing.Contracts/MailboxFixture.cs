namespace Godwit.Testing.Contracts;

/// <summary>
/// One fresh mailbox that holds an empty INBOX and nothing else, its connector, and a back door through which a fact plays the owner. The doors below go through a
/// lane of their own; a store that has a more independent way (a file, a second client) overrides them. Disposing removes the mailbox.
/// </summary>
public abstract class MailboxFixture : IDisposable
{
    /// <summary>The connector under test. Every call gives the same one.</summary>
    public abstract IMailboxConnector Connector { get; }

    /// <summary>False when the store cannot keep the offset of a received date, only its moment.</summary>
    public virtual bool KeepsOffsets => true;

    /// <summary>True when <see cref="Rebuild"/> works.</summary>
    public virtual bool CanRebuild => false;

    /// <summary>True when <see cref="Expunge"/> works.</summary>
    public virtual bool CanExpunge => WithLane(lane => lane.Traits.Moves.CanRemove);

    /// <summary>A message arrives.</summary>
    public virtual void Deliver(FolderPath folder, SketchedMessage message) => WithLane(lane =>
    {
        var outcomes = new RecordedOutcomes();
        var there = lane.Find(folder);
        lane.Append(there, new SketchFeed(message), outcomes, new AppendOptions(lane.GenerationOf(there)), TestToken);
        return Assert.Single(outcomes.All).Refusal is null ? 0 : throw new InvalidOperationException("The back door was refused a message.");
    });

    /// <summary>The owner sets the flags of a message to exactly these.</summary>
    public virtual void SetFlags(FolderPath folder, uint uid, MessageFlags flags) => WithLane(lane =>
    {
        var there = lane.Find(folder);
        var old = lane.ListAll(there).Single(e => e.Uid == uid).Flags;
        lane.ChangeFlags(there, lane.GenerationOf(there), UidSet.Of(uid), flags.Except(old), old.Except(flags), TestToken);
        return 0;
    });

    /// <summary>The owner removes a message for good.</summary>
    public virtual void Expunge(FolderPath folder, uint uid) => WithLane(lane =>
    {
        var there = lane.Find(folder);
        lane.RemoveMessages(there, lane.GenerationOf(there), UidSet.Of(uid), TestToken);
        return 0;
    });

    /// <summary>The owner makes a folder.</summary>
    public virtual void CreateFolder(FolderPath path) => WithLane(lane => lane.CreateFolder(path, SpecialUse.None, TestToken));

    /// <summary>The owner renames a folder.</summary>
    public virtual void RenameFolder(FolderPath from, FolderPath to) => WithLane(lane => lane.RenameFolder(lane.Find(from), to, TestToken));

    /// <summary>The owner deletes a folder.</summary>
    public virtual void DeleteFolder(FolderPath path) => WithLane(lane =>
    {
        lane.DeleteFolder(lane.Find(path), TestToken);
        return 0;
    });

    /// <summary>The folder gets another generation (UIDVALIDITY) with the same messages.</summary>
    public virtual void Rebuild(FolderPath path) => throw new NotSupportedException("This store cannot be made to rebuild a folder.");

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing) { }

    private static CancellationToken TestToken => CancellationToken.None;

    private T WithLane<T>(Func<IMailboxTarget, T> act)
    {
        using var lane = Connector.OpenTarget(TestToken);
        return act(lane);
    }
}
