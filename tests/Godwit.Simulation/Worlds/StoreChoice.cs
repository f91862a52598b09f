namespace Godwit.Simulation.Worlds;

/// <summary>Two stores with the abilities and habits in which real ones differ.</summary>
internal static class StoreChoice
{
    public static readonly KeywordSet Known = KeywordSet.Of("$Forwarded", "Work");

    public static MemoryOptions Source(Dice dice) => new()
    {
        Traits = new ConnectorTraits { Reports = new ReportTraits { Changes = dice.Chance(0.7) } },
        ListsStatus = dice.Chance(0.7),
        TellsObjectIds = dice.Chance(0.5),
        VanishedMemory = dice.Chance(0.3) ? 3 : 10_000,
        PieceBytes = dice.Chance(0.3) ? 100 : 64 * 1024,
    };

    public static MemoryOptions Target(Dice dice)
    {
        var rewrites = dice.Chance(0.15) ? dice.Pick([RewriteHabit.AddsHeader, RewriteHabit.ReplacesMessageId]) : RewriteHabit.None;
        return new MemoryOptions
        {
            Traits = TargetTraits(dice, rewrites != RewriteHabit.None),
            Accepts = dice.Chance(0.25) ? new AcceptedFlags((SystemFlags)31, Known, NewKeywords: false) : AcceptedFlags.Everything,
            AtomicGroups = dice.Chance(0.75),
            Rewrites = rewrites,
            ListsStatus = dice.Chance(0.7),
            TellsObjectIds = dice.Chance(0.5),
            GivesRoles = dice.Chance(0.7),
            VanishedMemory = dice.Chance(0.3) ? 3 : 10_000,
            PieceBytes = dice.Chance(0.3) ? 100 : 64 * 1024,
            FirstGeneration = 1_000,
        };
    }

    private static ConnectorTraits TargetTraits(Dice dice, bool rewrites)
    {
        var uidPlus = dice.Chance(0.85);
        return new ConnectorTraits
        {
            Reports = new ReportTraits { Changes = dice.Chance(0.75), NewUids = uidPlus },
            Moves = new MoveTraits { CanMove = dice.Chance(0.75), CanRemove = uidPlus },
            Keeps = new KeepTraits { RewritesMessages = rewrites },
            Limits = new MessageLimits
            {
                MaxMessageBytes = dice.Chance(0.25) ? Letters.LetterWriter.LargeBytes - 500 : null,
                AcceptsEmptyMessages = dice.Chance(0.7),
                AcceptsNul = dice.Chance(0.7),
            },
            Naming = new FolderNaming
            {
                ForbiddenCharacters = dice.Chance(0.3) ? "/:" : "",
                IgnoresCase = dice.Chance(0.15),
                InboxHasChildren = dice.Chance(0.85),
            },
        };
    }
}
