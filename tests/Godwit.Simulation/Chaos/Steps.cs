using Godwit.Simulation.Worlds;

namespace Godwit.Simulation.Chaos;

/// <summary>
/// Every step of every lane comes by here: time goes on a little, users do something now and then, groups that were on their way land, and accidents strike where they were armed to.
/// </summary>
internal sealed class Steps(World world)
{
    private const int MaxSteps = 200_000;

    private readonly List<ArmedAccident> _armed = [];
    private double _pace;
    private TimeSpan _tick = TimeSpan.FromMilliseconds(1);
    private int _left;
    private readonly List<Letters.Letter> _twins = [];
    private LateGroup? _late;
    private MailboxMove? _move;

    /// <summary>Counts all steps of the world.</summary>
    public long Now { get; private set; }

    public bool IsRunning => _move is not null;

    public EngineProcess Process { get; private set; } = new(world);

    /// <summary>What the engine is doing.</summary>
    public MovePhase Phase => _move?.Progress.Phase ?? MovePhase.Finished;

    /// <summary>What the source held when the engine last asked for its folders' state.</summary>
    public Dictionary<Letters.Letter, int> SourceWhenLastAsked { get; private set; } = [];

    /// <summary>The step at which the engine last opened a listing of a target folder.</summary>
    public Dictionary<FolderPath, long> TargetListedAt { get; } = [];

    /// <summary>Removals in this pass, the late twins' not among them.</summary>
    public int RemovedInPass { get; set; }

    /// <summary>Live pairs when this pass began.</summary>
    public int PairsInPass { get; private set; }

    /// <summary>Lets so many accidents happen in the next run; users work during a busy one.</summary>
    public void Arm(int accidents, bool busy)
    {
        _tick = TimeSpan.FromMilliseconds(world.Dice.Pick([1, 1, 30]));
        _pace = busy ? 1.0 / world.Dice.Between(60, 600) : 0;
        for (var i = 0; i < accidents; i++) _armed.Add(Accidents.Any(world.Dice));
    }

    public void Arm(Happening happening) => _armed.Add(Accidents.One(happening, world.Dice));

    public void Disarm()
    {
        _armed.Clear();
        (_pace, _tick) = (0, TimeSpan.FromMilliseconds(1));
    }

    /// <summary>The ledger, or the folder's uids, no longer tell of two copies which is ours: the twins that have landed and were not taken back stay.</summary>
    public void ForgetTwins()
    {
        var twice = world.Target.Snapshot().Folders.SelectMany(f => Count.Letters(world, [f])).Where(c => c.Value > 1).Select(c => c.Key).ToHashSet();
        foreach (var letter in _twins) if (twice.Contains(letter)) letter.Twinned++;
        _twins.Clear();
    }

    public void Begin(EngineProcess process, MailboxMove move) => (Process, _move, _left) = (process, move, MaxSteps);

    public void End() => _move = null;

    /// <summary>What happens at a step of a lane.</summary>
    public MemoryTwist? At(bool onSource, in MemoryMoment moment)
    {
        Process.ThrowIfKilled();
        Now++;
        if (--_left < 0) throw Process.Break("the run ends", $"it took more than {MaxSteps} steps");
        world.Clock.Advance(_tick);
        world.Follower.Look(moment, Phase);
        LookAt(onSource, moment);
        if (_pace > 0 && world.Dice.Chance(_pace)) Users();
        _late?.At(onSource, moment, this);
        return Strike(onSource, moment);
    }

    /// <summary>Time was let pass; the users do not rest.</summary>
    public void Paused()
    {
        Process.ThrowIfKilled();
        if (_pace > 0 && world.Dice.Chance(0.2)) Users();
        _late?.TimePassed(this);
    }

    /// <summary>The accident of this name that is due at a commit of the ledger.</summary>
    public bool IsDue(Happening happening)
    {
        var armed = _armed.Find(a => a.Accident.Happening == happening);
        if (armed is null || --armed.Countdown > 0) return false;
        _armed.Remove(armed);
        world.Note(happening, "");
        return true;
    }

    /// <summary>The lane dies with a group on its way.</summary>
    public MemoryTwist SendLate(in MemoryMoment moment)
    {
        _late = new LateGroup(world, moment.Folder!);
        return MemoryTwist.CommitLate(int.MaxValue);
    }

    public MemoryTwist MakeUnreadable(in MemoryMoment moment)
    {
        var uid = moment.Uid;
        var message = world.Source.Snapshot().Find(moment.Folder!)?.Messages.FirstOrDefault(m => m.Uid == uid);
        if (message?.Content is { } content) world.Letters.Recognise(content).Unreadable++;
        return MemoryTwist.Fail(new Fault(ConnectorFaults.MessageUnreadable, Side.Source, "The file is damaged."));
    }

    /// <summary>Whatever is on its way lands now; in time when the engine waits for it before it copies anything again.</summary>
    public void LandLateGroups(bool isInTime = false)
    {
        if (world.Target.LateGroups == 0) return;
        var before = Count.Letters(world, world.Target);
        world.Note($"   {world.Target.LandLateGroups()} messages of a dead lane have landed");
        _late = null;
        world.Losses.Assess();
        foreach (var (letter, count) in Count.Letters(world, world.Target))
            for (var i = before.GetValueOrDefault(letter); i < count; i++) Landed(letter, isTwin: !isInTime && (IsNoticed || i > 0));
    }

    /// <summary>Our copy may have been removed by the target's user meanwhile: then the twin stays, for it may as well be a message that the user has filed back.</summary>
    private void Landed(Letters.Letter letter, bool isTwin)
    {
        letter.RemovedByUser = false;
        if (!isTwin) return;
        if (world.Target.Options.Traits.Moves.CanRemove) _twins.Add(letter);
        else letter.Twinned++;
    }

    /// <summary>How many twins of a letter have landed and were not taken back.</summary>
    public int Twins(Letters.Letter letter) => _twins.Count(l => l == letter);

    /// <summary>Our second copy is taken back.</summary>
    public void TakenBack(Letters.Letter letter) => _twins.Remove(letter);

    /// <summary>No run is at work.</summary>
    public void BetweenRuns() => _late?.BetweenRuns(this);

    /// <summary>What lands now has been or will be copied again in this pass.</summary>
    private bool IsNoticed => Phase is MovePhase.Comparing or MovePhase.Copying or MovePhase.Updating;

    private void LookAt(bool onSource, in MemoryMoment moment)
    {
        if (moment.Step != MemoryStep.CallStarting) return;
        if (onSource && moment.Call == LaneCall.ReadStatus) SourceWhenLastAsked = Count.Letters(world, world.Source);
        if (!onSource && moment.Call == LaneCall.ListMessages) TargetListedAt[moment.Folder!] = Now;
        if (!onSource && moment.Call == LaneCall.Open) BeginPass();
    }

    private void BeginPass()
    {
        world.Losses.Assess();
        _late?.PassBegins(this);
        (RemovedInPass, PairsInPass) = (0, world.Losses.LivePairs());
    }

    private void Users()
    {
        if (world.Dice.Chance(0.7)) world.SourceUser.Act();
        else world.TargetUser.Act();
        if (world.Dice.Chance(0.01)) world.SourceUser.StoreIsRebuilt();
        if (world.Dice.Chance(0.01)) world.TargetUser.StoreIsRebuilt();
    }

    private MemoryTwist? Strike(bool onSource, in MemoryMoment moment)
    {
        for (var i = 0; i < _armed.Count; i++)
        {
            if (!_armed[i].Accident.Places.Is(onSource, moment, Phase) || --_armed[i].Countdown > 0) continue;
            var accident = _armed[i].Accident;
            _armed.RemoveAt(i);
            world.Note(accident.Happening, $"at {moment.Step} of {moment.Call} {moment.Folder} {moment.Uid}, {Phase}");
            return accident.Strike(this, moment);
        }
        return null;
    }
}
