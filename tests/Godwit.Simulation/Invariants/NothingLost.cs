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
            var skipped = end.SkippedIn(record);
            foreach (var message in source.Messages.Where(m => skipped.Contains(m.Uid))) MayBeSkipped(end, source, message);
            var there = target is null ? [] : Count.Letters(end.World, [target]);
            var wanted = Count.Letters(end.World, [source with { Messages = [.. source.Messages.Where(m => !skipped.Contains(m.Uid))] }]);
            foreach (var (letter, count) in wanted)
                if (there.GetValueOrDefault(letter) + letter.Took < count && !(MayLieElsewhere(letter) && everywhere.GetValueOrDefault(letter) >= wantedInAll[letter]))
                    throw new BrokenPromiseException("lost", $"{letter} is {count} times in {source.Folder.Path} and {there.GetValueOrDefault(letter)} times in {record.Target.Path} on the target; its user took {letter.Took}");
        }
    }

    /// <summary>Which of several identical copies was filed where, nobody knows once the ledger has lost some of them: then as many as on the source must be there, in whatever folders.</summary>
    private static bool MayLieElsewhere(Letter letter) => letter is { Delivered: > 1, Lost: > 0, Left: > 0 };

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
