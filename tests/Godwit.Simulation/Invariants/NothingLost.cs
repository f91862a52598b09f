using Godwit.Simulation.Chaos;
using Godwit.Simulation.Letters;
using Godwit.Simulation.Worlds;

namespace Godwit.Simulation.Invariants;

/// <summary>Every message of the source is in its folder on the target, unless it is skipped for a reason or the target's user has taken it away.</summary>
internal static class NothingLost
{
    public static void Check(Ending end)
    {
        var everywhere = Count.Letters(end.World, end.World.Target);
        var wantedInAll = Count.Letters(end.World, end.World.Source);
        foreach (var (source, record, target) in end.Folders())
        {
            if (end.IsOutOfSight(record, target)) continue;
            var skipped = end.SkippedIn(record);
            foreach (var message in source.Messages.Where(m => skipped.Contains(m.Uid))) MayBeSkipped(end, source, message);
            var there = target is null ? [] : Count.Letters(end.World, [target]);
            var wanted = Count.Letters(end.World, [source with { Messages = [.. source.Messages.Where(m => !skipped.Contains(m.Uid))] }]);
            foreach (var (letter, count) in wanted)
                if (there.GetValueOrDefault(letter) + letter.Took < count && !((MayLieElsewhere(end, letter, source, target) || letter.Lost > 0 && end.World.Losses.LostSightOf(record)) && everywhere.GetValueOrDefault(letter) >= wantedInAll[letter]))
                    throw new BrokenPromiseException("lost", $"{letter} is {count} times in {source.Folder.Path} and {there.GetValueOrDefault(letter)} times in {record.Target.Path} on the target; its user took {letter.Took}");
        }
    }

    /// <summary>
    /// Once the ledger has lost its tail, what the source's user has filed may lie, as often as on the source, in another folder: of identical copies nobody knows which was filed where; and where the
    /// target's folder had been another source folder's, the moves between the two are forgotten, and look as if the target's user had filed the messages.
    /// </summary>
    private static bool MayLieElsewhere(Ending end, Letter letter, FolderSnapshot source, FolderSnapshot? target) => letter is { Lost: > 0, Left: > 0 }
        && (letter.Delivered > 1 || target is not null && end.World.Losses.IsForgotten(target.Status.Generation, source.Folder.Path));

    private static void MayBeSkipped(Ending end, FolderSnapshot folder, in MessageSnapshot message)
    {
        var (letter, limits) = (end.Letter(message), end.World.Target.Options.Traits.Limits);
        var isRefused = letter.Bytes.Length > (limits.MaxMessageBytes ?? int.MaxValue)
            || letter.Bytes.Length == 0 && !limits.AcceptsEmptyMessages
            || letter.Bytes.Contains((byte)0) && !limits.AcceptsNul;
        if (!isRefused && letter.Unreadable < end.World.Settings.MaxTries)
            throw new BrokenPromiseException("lost", $"{letter} in {folder.Folder.Path} {message.Uid} is skipped without a reason");
    }
}
