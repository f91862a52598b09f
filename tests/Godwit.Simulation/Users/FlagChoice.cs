using Godwit.Simulation.Worlds;

namespace Godwit.Simulation.Users;

/// <summary>Which flag somebody sets or takes away.</summary>
internal sealed class FlagChoice(Dice dice, KeywordSet keywords)
{
    private static readonly SystemFlags[] System = [SystemFlags.Seen, SystemFlags.Flagged, SystemFlags.Answered, SystemFlags.Draft];

    /// <summary>What a new message may have; sometimes keywords that not every store keeps or takes.</summary>
    public MessageFlags Some()
    {
        var system = dice.Chance(0.5) ? dice.Pick(System) : SystemFlags.None;
        var keyword = dice.Chance(0.85) ? KeywordSet.Empty : KeywordSet.Of(dice.Pick(["Work", "Private", "$Forwarded", "odd]one"]));
        return new MessageFlags(system, keyword);
    }

    /// <summary>One flag or keyword turned over: which it was, and the flags then.</summary>
    public (MessageFlags Changed, MessageFlags Now) Change(MessageFlags before)
    {
        var changed = dice.Chance(0.75) ? new MessageFlags(dice.Pick(System)) : new MessageFlags(SystemFlags.None, KeywordSet.Of(dice.Pick(keywords)));
        return (changed, changed.Except(before).IsEmpty ? before.Except(changed) : before.Union(changed));
    }
}
