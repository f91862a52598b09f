namespace Godwit.Simulation.Worlds;

/// <summary>Runs of the engine with accidents, and what happens between them.</summary>
internal sealed class Story(World world)
{
    private Dice Dice => world.Dice;

    public void Tell()
    {
        var runs = Dice.Between(3, 6);
        for (var run = 1; run <= runs; run++)
        {
            Run(run, Dice.Weighted<int>([(2, 0), (5, 1), (3, 2), (2, 3)]));
            Between();
        }
        SeeToIt();
    }

    private void Run(int number, int accidents)
    {
        world.Note($"-- run {number}");
        world.Steps.Arm(accidents, busy: Dice.Chance(0.8));
        new EngineRun(world).Go();
        world.Steps.Disarm();
    }

    /// <summary>Time passes, people work, stores and ledger have their own troubles.</summary>
    private void Between()
    {
        world.Steps.BetweenRuns();
        for (var i = Dice.Between(0, 20); i > 0; i--) world.SourceUser.Act();
        for (var i = Dice.Between(0, 6); i > 0; i--) world.TargetUser.Act();
        if (Dice.Chance(0.10)) world.SourceUser.StoreIsRebuilt();
        if (Dice.Chance(0.08)) world.TargetUser.StoreIsRebuilt();
        if (Dice.Chance(0.25)) RollBack();
        if (Dice.Chance(0.30)) PassAnHour();
        else world.Clock.Advance(TimeSpan.FromSeconds(Dice.Between(0, 8)));
    }

    /// <summary>Every world has a lost answer and a truncated ledger.</summary>
    private void SeeToIt()
    {
        if (world.Census[Happening.LostAnswerOfGroup] == 0)
        {
            for (var i = 0; i < 4; i++) world.SourceUser.Receive(FolderPath.Inbox);
            world.Note("-- run for a lost answer");
            world.Steps.Arm(Happening.LostAnswerOfGroup);
            new EngineRun(world).Go();
            world.Steps.Disarm();
        }
        if (world.Census[Happening.LedgerRolledBack] == 0) RollBack();
        // Last of all: only UIDNEXT gives it away, and that grows again.
        if (Dice.Chance(0.15)) world.SourceUser.StoreReusesGeneration();
    }

    private void RollBack()
    {
        // What was on its way has landed by the time that somebody has repaired a ledger.
        world.Steps.LandLateGroups();
        var commits = Dice.Chance(0.3) ? world.Ledger.CommitCount : Dice.Between(1, Math.Max(1, world.Ledger.CommitCount));
        if (commits == 0 || world.Ledger.CommitCount == 0) return;
        var before = world.Ledger.Folders;
        world.Steps.ForgetTwins();
        world.Ledger.RollBack(commits);
        world.Note(Happening.LedgerRolledBack, $"by {commits} commits");
        world.Losses.LedgerLostItsTail(before);
    }

    private void PassAnHour()
    {
        world.Steps.LandLateGroups();
        world.Clock.Advance(TimeSpan.FromHours(1));
        world.Note(Happening.HourPassed, "");
    }
}
