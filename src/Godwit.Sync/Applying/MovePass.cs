namespace Godwit.Sync;

/// <summary>
/// One pass over a mailbox, from listing to closing. Whatever interrupts it, the next pass begins as if it were the first: recovery is not a special path. The steps bear the numbers of
/// <c>docs/sync-algorithm.md</c>.
/// </summary>
internal sealed class MovePass(Lanes lanes, PassContext context)
{
    /// <summary>The first fault that may pass, of a folder that this pass could not finish; null when there is none.</summary>
    public Fault? Transient { get; private set; }

    public void Run()
    {
        // 1. Both folder trees: matched with the ledger, mapped, renamed, created.
        var works = new Survey(context).Run();
        context.Tally.Folders = works.Count(w => w.Source is not null);
        context.Progress.FoldersPlanned = context.Tally.Folders;
        var changed = works.Where(w => !w.IsUnchanged).ToList();

        if (context.IsParallel && !context.Settings.DryRun && changed.Count > 1) lanes.OpenEarly(Math.Min(context.Lanes, changed.Count) - 1, context.Cancellation);

        // 2. and 3. Both listings of each changed folder, compared with the ledger; what the ledger lacks is recognised by content.
        var moves = Compare(changed);

        // 4. Every pair's fate, by the table.
        var decisions = new Decisions(changed, context);
        decisions.Run();
        var crew = new Crew(lanes, context);
        var removals = new Removals(works, context);
        removals.Guard(decisions.LivePairs + UnchangedPairs(works));
        if (context.Settings.DryRun) { Rehearse(changed, moves.Moves); return; }

        // 5. The ledger learns what is about to happen before it happens.
        CreateMissingFolders(changed);
        Intentions.Commit(changed, moves.Moves, context);

        // 6. Moves and copies; then flags and removals, folder by folder.
        new MovesOnTarget(context).Run(moves.Moves);
        new Copying(changed, crew, context).Run();
        context.Progress.Phase = MovePhase.Updating;
        ChangeInPlace(changed, removals, crew);
        LateTwins.TakeBack(works, context);

        foreach (var work in changed.Where(w => w.Skipped.Count > 0)) context.ForFolder(work, () => SkippedSubjects.Fill(work, context.Source, context));

        // 7. Markers.
        new Closing(changed, crew, context).Run();
        removals.DeleteEmptiedFolders();
        Transient = changed.Select(w => w.Fault).FirstOrDefault(f => f is { IsTransient: true });
    }

    /// <summary>
    /// Flags and removals of a folder while it is open once, through all lanes, after every row of a copy is written: opening a folder that has just changed is what costs the target most. Meanwhile the
    /// source is looked at once more; removals wait for what it says.
    /// </summary>
    private void ChangeInPlace(List<FolderWork> changed, Removals removals, Crew crew)
    {
        var open = changed.Where(w => w is { Fault: null, Target: not null } && w.Flags.Count + w.Removals.Count > 0).OrderByDescending(w => w.TargetView!.Status.Messages).ToList();
        removals.Prepare();
        BothSides.Do(context.IsParallel && removals.HasAny, removals.LookForArrivals, () => ChangeFolders(open, removals, crew));
        removals.HoldBackWhatMustWait();
    }

    private bool ChangeFolders(List<FolderWork> open, Removals removals, Crew crew)
    {
        var flags = new FlagUpdates(context);
        crew.DoAll(open, (work, pair) =>
        {
            var touched = removals.Touched(work, pair.Target);
            var refusal = flags.Make(work, pair.Target);
            removals.Make(work, pair.Target, touched);
            if (refusal is not null) throw new FaultException(refusal);
        });
        return true;
    }

    private Relocation Compare(List<FolderWork> changed)
    {
        var comparison = new Comparison(context);
        comparison.WaitForQuiet(changed);
        context.Progress.Phase = MovePhase.Comparing;
        comparison.Compare(changed);
        foreach (var work in changed) context.ForFolder(work, () => TouchedFlags.Mark(work, context.Keywords));
        foreach (var work in changed.Where(w => w is { Source: not null, Target: not null })) context.ForFolder(work, () => new Settler(work, context).Run());
        var moves = new Relocation(changed, context);
        moves.Plan();
        return moves;
    }

    /// <summary>The guard measures against the whole mailbox, not only against the folders that changed.</summary>
    private static long UnchangedPairs(IEnumerable<FolderWork> works) =>
        works.Where(w => w.IsUnchanged).Sum(w => Math.Max(0, w.Record.Source.Messages - w.Record.Source.Unpaired.Count));

    /// <summary>A folder that was deleted on the target is made again when something new has to go into it; the next pass fills it.</summary>
    private void CreateMissingFolders(IEnumerable<FolderWork> works)
    {
        foreach (var work in works.Where(w => w is { Fault: null, Target: null, Source: not null, HoldsBack: false } && !w.ToCopy.IsEmpty))
        {
            context.ForFolder(work, () =>
            {
                context.Target.CreateFolder(work.Record.Target.Path, work.SourceFolder.Role, context.Cancellation);
                context.Tally.FoldersCreated++;
                work.HoldsBack = true;
                context.NeedsAnotherPass = true;
            });
        }
    }

    private void Rehearse(List<FolderWork> works, IReadOnlyList<PlannedMove> moves)
    {
        // A folder that is not there yet will keep what others do.
        var accepts = works.Select(w => w.TargetView?.Status.Accepts).FirstOrDefault(a => a is not null);
        foreach (var work in works.Where(w => w.Fault is null))
        {
            var plan = new CopyPlan(work, context, work.TargetView!.Status.Accepts ?? accepts);
            plan.CountLosses();
            plan.Report();
            context.Tally.WouldCopy(work.ToCopy.Count, work.BytesToCopy);
            context.Tally.Updated(work.Flags.Count(f => !f.Change.IsEmpty));
            context.Tally.Deleted(work.Removals.Count);
            context.ForFolder(work, () => SkippedSubjects.Fill(work, context.Source, context));
            foreach (var item in work.Skipped) context.Tally.Note($"{item.Folder}: would be skipped: {OtherSideText.Show(item.Subject)} {item.Told}");
        }
        context.Tally.Moved(moves.Count);
    }
}
