using Godwit.Simulation.Chaos;
using Godwit.Simulation.Letters;
using Godwit.Simulation.Worlds;

namespace Godwit.Simulation.Invariants;

/// <summary>
/// Of a message that is there once on both sides: a flag that only the source's user changed is as on the source; one that only the target's user changed is as that user left it. Where the ledger had
/// lost the base, nothing is taken away, so only the source's flags must be there.
/// </summary>
internal static class FlagsConverge
{
    public static void Check(Ending end)
    {
        var everywhere = Count.Letters(end.World, end.World.Target);
        foreach (var (source, record, target) in end.Folders())
        {
            if (target is null) continue;
            var there = target.Messages.ToLookup(m => end.Letter(m));
            var alone = end.Pairs(record).Where(p => p is { OnSource: true, OnTarget: false }).Select(p => p.SourceUid).ToHashSet();
            foreach (var message in source.Messages)
            {
                var letter = end.Letter(message);
                // The target's user removed our copy; what is there is one that no ledger knows.
                if (letter is { Took: > 0, Lost: > 0 } && alone.Contains(message.Uid)) continue;
                if (letter is { Delivered: 1, Own: 0, BaseLost: false } && there[letter].Count() == 1 && everywhere[letter] == 1) Check(end, letter, message.Flags, there[letter].Single().Flags, record);
            }
        }
    }

    private static void Check(Ending end, Letter letter, MessageFlags source, MessageFlags target, FolderRecord record)
    {
        var inDoubt = letter.Lost > 0 || letter.FlagsInDoubt;
        var wanted = TargetFlags.Fit(source, end.World.Target.Options.Accepts).Except(letter.TargetChanged);
        var have = target.Except(letter.TargetChanged);
        if (!wanted.Except(have).IsEmpty || !inDoubt && !letter.MayBeKept && !have.Except(wanted).IsEmpty)
            throw Differs(letter, record, $"is [{target}] where the source has [{source}] and the target's user changed [{letter.TargetChanged}]");
        // What was filed on the source while a run was listing, or where the target cannot move, is copied anew; so is what its user removed before the ledger was cut. The flagged copy is another one.
        if (letter.Left > 0 || letter.Took > 0) return;
        var theirs = letter.TargetChanged.Except(letter.SourceChanged);
        var (set, now) = (Common(letter.TargetSet, theirs), Common(target, theirs));
        if (!set.Except(now).IsEmpty || !inDoubt && !now.Except(set).IsEmpty)
            throw Differs(letter, record, $"is [{target}] where the target's user left [{set}] of [{theirs}]");
    }

    private static MessageFlags Common(MessageFlags left, MessageFlags right) => left.Except(left.Except(right));

    private static BrokenPromiseException Differs(Letter letter, FolderRecord record, string told) => new("flags", $"{letter} in {record.Target.Path} {told}");
}
