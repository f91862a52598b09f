using Godwit.Simulation.Chaos;
using Godwit.Simulation.Letters;
using Godwit.Simulation.Worlds;

namespace Godwit.Simulation.Invariants;

/// <summary>No folder of the target, nor all of them together, holds more copies of a letter than the source, its own users' copies and what may stay.</summary>
internal static class NothingDoubled
{
    public static void Check(Ending end)
    {
        var (mapped, forgotten) = (new HashSet<FolderPath>(), new List<FolderSnapshot>());
        foreach (var (source, record, target) in end.Folders())
        {
            if (target is null) continue;
            if (!mapped.Add(target.Folder.Path)) throw new BrokenPromiseException("doubled", $"two folders of the source are {target.Folder.Path}");
            if (end.World.Losses.IsForgotten(target.Status.Generation, source.Folder.Path)) forgotten.Add(target);
            else Compare(end, Count.Letters(end.World, [source]), Count.Letters(end.World, [target]), target.Folder.Path.ToString());
        }
        forgotten.AddRange(end.Target.Folders.Where(f => !mapped.Contains(f.Folder.Path) && end.World.Losses.IsForgotten(f.Status.Generation, null)));
        foreach (var other in end.Target.Folders.Where(f => !mapped.Contains(f.Folder.Path) && !forgotten.Contains(f))) Compare(end, [], Count.Letters(end.World, [other]), other.Folder.Path.ToString());
        Compare(end, Count.Letters(end.World, end.World.Source), Count.Letters(end.World, end.Target.Folders.Except(forgotten)), "all folders");
    }

    private static void Compare(Ending end, Dictionary<Letter, int> wanted, Dictionary<Letter, int> there, string where)
    {
        foreach (var (letter, count) in there)
        {
            var most = wanted.GetValueOrDefault(letter) + letter.Own + letter.Twinned + TwinsThatStay(end, letter) + MayStay(end.World, letter);
            if (count > most)
                throw new BrokenPromiseException("doubled", $"{letter} is {count} times in {where} on the target, at most {most} may be (source {wanted.GetValueOrDefault(letter)}, own {letter.Own}, left {letter.Left}, lost {letter.Lost}, twinned {letter.Twinned}, may be kept {letter.MayBeKept})");
        }
    }

    /// <summary>
    /// A message that was recognised in a form in which nobody sent it is adopted: whoever stored it, it is not ours to take back. And where the source's user had removed the message before any run could
    /// write down that it was copied, neither of the two copies is known to be ours.
    /// </summary>
    private static int TwinsThatStay(Ending end, Letter letter)
    {
        var twins = end.World.Steps.Twins(letter);
        if (twins == 0) return 0;
        var pairs = end.World.Ledger.Folders.SelectMany(end.Pairs).Where(p => p.OnTarget && p.Content == letter.Hash).ToList();
        return pairs.Count == 0 && letter is { Lost: > 0, Left: > 0 } || pairs.Exists(p => p.Origin == PairOrigin.Adopted && (p.State & PairState.Altered) != 0) ? twins : 0;
    }

    /// <summary>
    /// Copies whose source is gone. With mirrored removals: those that the ledger had lost (nobody can know that they were ours), and those whose flags were touched. Else any.
    /// </summary>
    private static int MayStay(World world, Letter letter)
    {
        var mirrors = world.Settings.Deletions == DeletionPolicy.Mirror && world.Target.Options.Traits.Moves.CanRemove;
        return !mirrors || letter.MayBeKept ? letter.Left : Math.Min(letter.Lost, letter.Left);
    }
}
