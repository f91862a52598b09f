namespace Godwit.Sync;

/// <summary>
/// Copies what is planned, folder by folder, the largest first: whole folders each, so that target uids follow source uids.
/// </summary>
internal sealed class Copying(IReadOnlyList<FolderWork> works, Crew crew, PassContext context)
{
    private readonly Checkpointer _checkpointer = new(context.Ledger, context.Environment.Clock, context.Settings.CheckpointEvery);

    public void Run()
    {
        var open = works.Where(w => w.Fault is null && w.Target is not null && !w.ToCopy.IsEmpty).OrderByDescending(w => w.BytesToCopy).ThenBy(w => w.Id).ToList();
        if (open.Count == 0) return;
        context.Progress.Phase = MovePhase.Copying;
        var failure = crew.Do(open, Copy);
        try { _checkpointer.Flush(); }
        catch (FaultException e) { failure ??= e; }
        if (failure is OperationCanceledException) context.Cancellation.ThrowIfCancellationRequested();
        Crew.Throw(failure);
    }

    private void Copy(FolderWork work, LanePair pair)
    {
        var copy = new FolderCopy(work, pair, context, _checkpointer);
        try { copy.Run(); }
        finally
        {
            work.Skipped.AddRange(copy.Plan.Skipped.Values);
            copy.Plan.Report();
        }
        context.Progress.FolderDone();
    }
}
