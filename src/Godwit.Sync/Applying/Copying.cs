namespace Godwit.Sync;

/// <summary>
/// Copies what is planned, folder by folder, the largest first: whole folders each, so that target uids follow source uids. Little is dealt to the lanes beforehand, and each asks for all of its part at once:
/// there the round trips are what takes time. Of much each lane takes the next folder when it has done with one.
/// </summary>
internal sealed class Copying(IReadOnlyList<FolderWork> works, Crew crew, PassContext context)
{
    /// <summary>So many bytes of one lane's part may be under way while nobody reads them.</summary>
    private const long MostAhead = 4 << 20;

    private readonly Checkpointer _checkpointer = new(context.Ledger, context.Environment.Clock, context.Settings.CheckpointEvery);

    public void Run()
    {
        var open = works.Where(w => w.Fault is null && w.Target is not null && !w.ToCopy.IsEmpty).OrderByDescending(w => w.BytesToCopy).ThenBy(w => w.Id).ToList();
        if (open.Count == 0) return;
        context.Progress.Phase = MovePhase.Copying;
        var bytes = open.Sum(static w => w.BytesToCopy);
        var lanes = context.LanesToCopy(open.Sum(static w => w.ToCopy.Count), bytes);
        var failure = bytes <= MostAhead ? crew.DoDealt(Dealt(open, lanes), Announce, Copy) : crew.Do(open, Copy, lanes);
        try { _checkpointer.Flush(); }
        catch (FaultException e) { failure ??= e; }
        if (failure is OperationCanceledException) context.Cancellation.ThrowIfCancellationRequested();
        Crew.Throw(failure);
    }

    /// <summary>The folders of each lane: the next largest to whoever has least.</summary>
    private static List<List<FolderWork>> Dealt(List<FolderWork> open, int lanes)
    {
        var hands = new List<Hand>();
        foreach (var work in open)
        {
            if (hands.Count < lanes) hands.Add(new Hand());
            var least = hands[^1];
            foreach (var hand in hands) if (hand.Bytes < least.Bytes) least = hand;
            least.Works.Add(work);
            least.Bytes += work.BytesToCopy + 1;
        }
        return hands.ConvertAll(static hand => hand.Works);
    }

    private static void Announce(List<FolderWork> hand, LanePair pair) =>
        (pair.Source as IReadsAhead)?.ExpectReadings([.. hand.Select(w => new ExpectedReading(w.SourceFolder, w.SourceGeneration, w.ToCopy))]);

    private void Copy(FolderWork work, LanePair pair)
    {
        var copy = new FolderCopy(work, pair, context, _checkpointer);
        try { copy.Run(); }
        catch (FaultException e) when (PassContext.EndsFolder(e))
        {
            context.GiveUp(work, e.Fault);
            crew.Renew(pair);
            return;
        }
        finally
        {
            work.Skipped.AddRange(copy.Plan.Skipped.Values);
            copy.Plan.Report();
        }
        context.Progress.FolderDone();
    }

    /// <summary>One lane's part.</summary>
    private sealed class Hand
    {
        public List<FolderWork> Works { get; } = [];

        public long Bytes { get; set; }
    }
}
