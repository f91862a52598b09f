namespace Godwit.Connectors;

/// <summary>A lane that reads and writes through another one, as a policy says.</summary>
/// <param name="policy">What happens around each call; its lane is an <see cref="IMailboxTarget"/>.</param>
public sealed class DelegatingTarget(LanePolicy policy) : DelegatingSource(policy), IMailboxTarget, IMakesFoldersTogether
{
    private IMailboxTarget Target => (IMailboxTarget)Policy.Lane;

    /// <inheritdoc/>
    public void Append(Folder folder, IMessageFeed feed, IAppendOutcomes outcomes, AppendOptions options, CancellationToken cancellation) =>
        Policy.Append(feed, given => Target.Append(folder, given, outcomes, options, cancellation), cancellation);

    /// <summary>Passed on to a lane that makes folders together; others make them one by one when they are asked to.</summary>
    public void MakeFolders(IReadOnlyList<WantedFolder> folders, CancellationToken cancellation)
    {
        if (Policy.Lane is IMakesFoldersTogether together) Change(LaneCall.CreateFolder, () => together.MakeFolders(folders, cancellation), cancellation);
    }

    /// <inheritdoc/>
    public Folder CreateFolder(FolderPath path, SpecialUse role, CancellationToken cancellation) =>
        Policy.Call(LaneCall.CreateFolder, () => Target.CreateFolder(path, role, cancellation), cancellation);

    /// <inheritdoc/>
    public Folder RenameFolder(Folder folder, FolderPath newPath, CancellationToken cancellation) =>
        Policy.Call(LaneCall.RenameFolder, () => Target.RenameFolder(folder, newPath, cancellation), cancellation);

    /// <inheritdoc/>
    public void DeleteFolder(Folder folder, CancellationToken cancellation) =>
        Change(LaneCall.DeleteFolder, () => Target.DeleteFolder(folder, cancellation), cancellation);

    /// <inheritdoc/>
    public void SetSubscribed(Folder folder, bool subscribed, CancellationToken cancellation) =>
        Change(LaneCall.SetSubscribed, () => Target.SetSubscribed(folder, subscribed, cancellation), cancellation);

    /// <inheritdoc/>
    public void ChangeFlags(Folder folder, FolderGeneration generation, UidSet uids, MessageFlags add, MessageFlags remove, CancellationToken cancellation) =>
        Change(LaneCall.ChangeFlags, () => Target.ChangeFlags(folder, generation, uids, add, remove, cancellation), cancellation);

    /// <inheritdoc/>
    public MovedMessages? MoveMessages(Folder from, FolderGeneration generation, UidSet uids, Folder to, CancellationToken cancellation) =>
        Policy.Call(LaneCall.MoveMessages, () => Target.MoveMessages(from, generation, uids, to, cancellation), cancellation);

    /// <inheritdoc/>
    public void RemoveMessages(Folder folder, FolderGeneration generation, UidSet uids, CancellationToken cancellation) =>
        Change(LaneCall.RemoveMessages, () => Target.RemoveMessages(folder, generation, uids, cancellation), cancellation);

    private void Change(LaneCall call, Action act, CancellationToken cancellation) =>
        Policy.Call<object?>(call, () => { act(); return null; }, cancellation);
}
