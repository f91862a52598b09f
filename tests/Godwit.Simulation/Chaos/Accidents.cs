using Godwit.Simulation.Worlds;

namespace Godwit.Simulation.Chaos;

/// <summary>All accidents: a process that dies, a link that breaks, a server that refuses, tires or keeps quiet.</summary>
internal static class Accidents
{
    private static readonly Place Group = new(OnSource: false, MemoryStep.GroupCommitting);
    private static readonly Place Stored = new(OnSource: false, MemoryStep.GroupCommitted);
    private static readonly Place Literal = new(OnSource: false, MemoryStep.WritingPiece);
    private static readonly Place OnSource = new(OnSource: true, null);
    private static readonly Place OnTarget = new(OnSource: false, null);
    private static readonly Place Change = new(OnSource: false, MemoryStep.CallStarting, (moment, _) => moment.Call > LaneCall.Append);
    private static readonly Place Move = new(OnSource: false, MemoryStep.CallStarting, (moment, _) => moment.Call == LaneCall.MoveMessages);
    private static readonly Place Copying = new(OnSource: true, MemoryStep.Reading, (_, phase) => phase == MovePhase.Copying);

    /// <summary>Commits of the ledger have no lane; <see cref="MortalLedger"/> asks for these by name.</summary>
    private static readonly Place Nowhere = new(OnSource: false, null, (_, _) => false);

    public static IReadOnlyList<Accident> All { get; } =
    [
        new(Happening.LostAnswerOfGroup, 12, Group, 6, (_, _) => MemoryTwist.LoseAnswer),
        new(Happening.LostAnswerOfGroup, 4, Stored, 6, (_, _) => MemoryTwist.Drop),
        new(Happening.LateCommit, 6, Group, 6, (steps, moment) => steps.SendLate(moment)),
        new(Happening.KilledWithGroupOnItsWay, 9, Group, 6, (steps, moment) => { steps.Process.Die(); return steps.SendLate(moment); }),
        new(Happening.KilledAfterGroupStored, 8, Group, 6, (steps, _) => { steps.Process.Die(); return MemoryTwist.LoseAnswer; }),
        new(Happening.KilledBeforeGroupStored, 3, Group, 6, (steps, _) => throw steps.Process.Kill()),
        new(Happening.CutBeforeGroup, 3, Group, 6, (_, _) => MemoryTwist.Drop),
        new(Happening.OverQuota, 2, Group, 6, (_, _) => Fail(ConnectorFaults.OverQuota, "The mailbox is full.")),
        new(Happening.Transient, 3, Group, 6, (_, _) => Fail(ConnectorFaults.TemporarilyUnavailable, "Try later.")),
        new(Happening.Throttled, 3, OnTarget, 1_500, (_, _) => Fail(ConnectorFaults.Throttled, "Slow down.", TimeSpan.FromSeconds(7))),
        new(Happening.HiddenUids, 5, Stored, 6, (_, _) => MemoryTwist.HideUids),
        new(Happening.HiddenUids, 3, Move, 2, (_, _) => MemoryTwist.HideUids),
        new(Happening.ByeMidLiteral, 5, Literal, 400, (_, _) => Fail(ConnectorFaults.ServerSaidGoodbye, "BYE.")),
        new(Happening.KilledMidLiteral, 4, Literal, 400, (steps, _) => throw steps.Process.Kill()),
        new(Happening.KilledAtAnyStep, 6, OnTarget, 1_500, (steps, _) => throw steps.Process.Kill()),
        new(Happening.KilledAtAnyStep, 4, OnSource, 1_500, (steps, _) => throw steps.Process.Kill()),
        new(Happening.Cut, 3, OnTarget, 1_000, (_, _) => MemoryTwist.Drop),
        new(Happening.Cut, 3, OnSource, 1_000, (_, _) => MemoryTwist.Drop),
        new(Happening.RefusedChange, 8, Change, 4, (_, _) => Fail(ConnectorFaults.FolderRefused, "Not now.")),
        new(Happening.RefusedChange, 3, Move, 2, (_, _) => Fail(ConnectorFaults.FolderRefused, "Not there.")),
        new(Happening.RefusedChange, 3, Group, 6, (_, _) => Fail(ConnectorFaults.FolderRefused, "Nothing here.")),
        new(Happening.LostAnswerOfChange, 7, Change, 4, (_, _) => MemoryTwist.LoseAnswer),
        new(Happening.CutMidBody, 3, new(OnSource: true, MemoryStep.ReadingPiece), 400, (_, _) => MemoryTwist.Drop),
        new(Happening.CutListing, 2, new(OnSource: true, MemoryStep.Listing), 200, (_, _) => MemoryTwist.Drop),
        new(Happening.LeftOutByReader, 3, Copying, 100, (_, _) => MemoryTwist.Omit),
        new(Happening.Unreadable, 3, Copying, 100, (steps, moment) => steps.MakeUnreadable(moment)),
        new(Happening.KilledBeforeCommit, 4, Nowhere, 5, (_, _) => null),
        new(Happening.KilledAfterCommit, 4, Nowhere, 5, (_, _) => null),
        new(Happening.LedgerNotWritable, 2, Nowhere, 5, (_, _) => null),
    ];

    private static readonly IReadOnlyList<(int, Accident)> Weighted = [.. All.Select(a => (a.Weight, a))];

    public static ArmedAccident Any(Dice dice) => Arm(dice.Weighted(Weighted), dice);

    public static ArmedAccident One(Happening happening, Dice dice) => new(All.First(a => a.Happening == happening), dice.Between(1, 1));

    private static ArmedAccident Arm(Accident accident, Dice dice) => new(accident, dice.Between(1, accident.Within));

    private static MemoryTwist Fail(FaultKind kind, string told, TimeSpan? after = null) => MemoryTwist.Fail(new Fault(kind, Side.Target, told, RetryAfter: after));
}
