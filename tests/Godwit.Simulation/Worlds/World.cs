using Godwit.Simulation.Chaos;
using Godwit.Simulation.Invariants;
using Godwit.Simulation.Letters;
using Godwit.Simulation.Users;

namespace Godwit.Simulation.Worlds;

/// <summary>
/// Two mailboxes, their users, the engine between them and everything that goes wrong, all from one seed and on one thread: the same seed gives the same world, event for event. First some runs
/// of the engine with users at work before and during them and accidents at chosen steps, then quiet runs until nothing is left to do, then every promise of <c>docs/simulation.md</c>.
/// </summary>
internal sealed class World
{
    private readonly List<string> _log = [];

    private World(int seed)
    {
        (Seed, Dice) = (seed, new Dice(seed));
        Source = new MemoryMailbox("source", StoreChoice.Source(Dice), Clock);
        Target = new MemoryMailbox("target", StoreChoice.Target(Dice), Clock);
        Letters = new LetterBook(Dice);
        Losses = new Losses(this);
        Follower = new Follower(this);
        Steps = new Steps(this);
        SourceUser = new SourceUser(this);
        TargetUser = new TargetUser(this);
        Settings = ChooseSettings();
    }

    /// <summary>The world of this seed, not begun yet.</summary>
    public static World From(int seed) => new(seed);

    public int Seed { get; }
    public Dice Dice { get; }
    public WorldClock Clock { get; } = new();
    public MemoryMailbox Source { get; }
    public MemoryMailbox Target { get; }
    public MemoryLedger Ledger { get; } = new(keepHistory: true);
    public LetterBook Letters { get; }
    public Losses Losses { get; }
    public Follower Follower { get; }
    public Steps Steps { get; }
    public SourceUser SourceUser { get; }
    public TargetUser TargetUser { get; }
    public MoveSettings Settings { get; set; }
    public Census Census { get; } = new();

    /// <summary>Everything that happened, one line each.</summary>
    public IReadOnlyList<string> Events => _log;

    /// <summary>Counts it and writes it down.</summary>
    public void Note(Happening happening, string told)
    {
        Census.Count(happening);
        _log.Add($"{happening}: {told}");
    }

    public void Note(string told) => _log.Add(told);

    /// <summary>Plays the world to its end.</summary>
    /// <exception cref="BrokenPromiseException">The engine broke a promise.</exception>
    public void Play()
    {
        Note($"seed {Seed}: {Settings.Deletions}, groups of {Settings.GroupMessages}, target {Target.Options.Traits.Reports} {Target.Options.Traits.Moves} {Target.Options.Rewrites}");
        new Beginning(this).Make();
        new Story(this).Tell();
        new Rest(this).Come();
        Promises.Check(this);
    }

    private MoveSettings ChooseSettings() => new()
    {
        Lanes = 1,
        Deletions = Dice.Chance(0.85) ? DeletionPolicy.Mirror : DeletionPolicy.Keep,
        GroupMessages = Dice.Between(3, 80),
        GroupBytes = Dice.Chance(0.2) ? 2_000 : 8 * 1024 * 1024,
        CheckpointEvery = TimeSpan.FromMilliseconds(Dice.Chance(0.5) ? 50 : 1_000),
    };
}
