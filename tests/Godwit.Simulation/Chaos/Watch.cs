using Godwit.Simulation.Letters;
using Godwit.Simulation.Worlds;

namespace Godwit.Simulation.Chaos;

/// <summary>What must never be asked of a target, and what must never be removed from it: seen at the moment, because a later run might hide it again.</summary>
internal sealed class Watch(World world, EngineProcess process)
{
    private ConnectorTraits Traits => world.Target.Options.Traits;

    public void Deleting(Folder folder)
    {
        var there = world.Target.Snapshot().Find(folder.Path);
        if (there is { Messages.Count: > 0 }) throw process.Break("folders", $"{folder.Path} was to be deleted with {there.Messages.Count} messages in it");
    }

    public void Flagging(MessageFlags add)
    {
        if (world.Target.Options.Accepts is { NewKeywords: false } accepts && add.Keywords.Except(accepts.Keywords).Count > 0)
            throw process.Break("flags", $"[{add}] was sent to a folder that keeps other keywords");
    }

    public void Moving()
    {
        if (!Traits.Moves.CanMove) throw process.Break("calls", "a target that cannot move was asked to");
    }

    public void Removing(Folder folder, FolderGeneration generation, UidSet uids)
    {
        if (!Traits.Moves.CanRemove) throw process.Break("calls", "a target that cannot remove by uid was asked to");
        if (world.Target.Snapshot().Find(folder.Path) is not { } there || there.Status.Generation != generation) return;
        var going = there.Messages.Where(m => uids.Contains(m.Uid)).ToList();
        foreach (var message in going) MayGo(folder.Path, generation, message);
        if (world.Steps.Phase == MovePhase.TakingBack) TakesBack(there, going);
        else Mirrors(going);
    }

    private void MayGo(FolderPath folder, FolderGeneration generation, in MessageSnapshot message)
    {
        var letter = world.Letters.Recognise(message.Content);
        if (world.TargetUser.IsOwn(message.Content) && world.Losses.OriginOf(generation, message.Uid) is null or PairOrigin.Adopted) throw process.Break("strangers", $"{letter} in {folder} {message.Uid} was not put there by us and was to be removed");
        // What was delivered to both sides while an intent was open is taken for ours, with the flags that it has then.
        if (!world.TargetUser.IsOwn(message.Content) && letter is { Lost: 0, Delivered: 1 } && world.TargetUser.TouchedAt(message.Content) is { } touched && touched < world.Steps.TargetListedAt.GetValueOrDefault(folder) && world.Steps.Phase != MovePhase.TakingBack)
            throw process.Break("touched", $"the target's user changed the flags of {letter} in {folder} {message.Uid}, and it was to be removed");
    }

    /// <summary>Our second copy may go only while the first one is there.</summary>
    private void TakesBack(FolderSnapshot folder, List<MessageSnapshot> going)
    {
        // Flags that somebody gives our copy in the very moment in which it is taken back go with it.
        foreach (var message in going) if (world.TargetUser.TouchedAt(message.Content) is not null) world.Letters.Recognise(message.Content).BaseLost = true;
        foreach (var message in going) world.Steps.TakenBack(world.Letters.Recognise(message.Content));
        world.Note(Happening.EngineTookBackItsCopy, $"{going.Count} messages in {folder.Folder.Path}");
        var after = Count.Letters(world, [folder with { Messages = [.. folder.Messages.Except(going)] }]);
        var lost = going.Select(m => world.Letters.Recognise(m.Content)).FirstOrDefault(l => l.Took == 0 && !after.ContainsKey(l));
        if (lost is not null) throw process.Break("late twins", $"{lost} was to be taken back, and there is no other copy of it in {folder.Folder.Path}");
    }

    private void Mirrors(List<MessageSnapshot> going)
    {
        if (world.Settings.Deletions == DeletionPolicy.Keep) throw process.Break("policy", "removals are to be kept, and messages were to be removed");
        world.Steps.RemovedInPass += going.Count;
        var allowed = Math.Max(Math.Max(20, world.Settings.ApprovedDeletions), world.Steps.PairsInPass / 20);
        if (world.Steps.RemovedInPass > allowed) throw process.Break("guard", $"{world.Steps.RemovedInPass} removals of {world.Steps.PairsInPass}, allowed are {allowed}");
        var (sourceNow, targetNow) = (Count.Letters(world, world.Source), Count.Letters(world, world.Target));
        foreach (var group in going.GroupBy(m => world.Letters.Recognise(m.Content)))
        {
            var letter = group.Key;
            var wanted = Math.Min(sourceNow.GetValueOrDefault(letter), world.Steps.SourceWhenLastAsked.GetValueOrDefault(letter));
            var left = targetNow.GetValueOrDefault(letter) - group.Count();
            if (letter.Delivered == 1 && wanted > left + letter.Took) throw process.Break("removals", $"{letter} was to be removed from the target though the source has it");
        }
    }
}
