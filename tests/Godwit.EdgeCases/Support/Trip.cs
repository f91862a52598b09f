namespace Godwit.EdgeCases;

/// <summary>
/// A move between two places with a real state file, run as often as a test likes. Time stands still but for what the engine waits, so nothing here really waits. The places end with it.
/// </summary>
internal sealed class Trip : IDisposable
{
    private readonly string _home = Directory.CreateTempSubdirectory("godwit-edge-").FullName;
    private int _states;

    public Trip(Place source, Place target) => (Source, Target) = (source, target);

    public Place Source { get; }

    public Place Target { get; }

    public MoveSettings Settings { get; set; } = new() { Lanes = 1, RetryBudget = TimeSpan.FromHours(1) };

    public FakeClock Clock { get; } = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));

    /// <summary>What the engine has waited for, in order.</summary>
    public List<TimeSpan> Pauses { get; } = [];

    /// <summary>The state file of the next run.</summary>
    public string StatePath => Path.Combine(_home, FormattableString.Invariant($"{_states}.state"));

    /// <summary>The state is lost: the next run begins with an empty one.</summary>
    public void LoseState() => _states++;

    /// <summary>Runs the move.</summary>
    public MoveResult Run(MoveSettings? settings = null) => Run(settings ?? Settings, Target.As(Side.Target));

    /// <summary>Runs it without writing, through a connector that would refuse to.</summary>
    public MoveResult Rehearse() => Run(Settings with { DryRun = true }, new ReadOnlyConnector(Target.As(Side.Target)));

    private MoveResult Run(MoveSettings settings, IMailboxConnector target)
    {
        var source = Source.As(Side.Source);
        using var ledger = OpenLedger(source, target);
        return new MailboxMove(settings, source, target, ledger, new MoveEnvironment(Clock, Pause)).Run(TestContext.Current.CancellationToken);
    }

    private void Pause(TimeSpan time, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        lock (Pauses) Pauses.Add(time);
        Clock.Advance(time);
    }

    private SqliteLedger OpenLedger(IMailboxConnector source, IMailboxConnector target) => SqliteLedger.Open(StatePath, source.Identity, target.Identity, Clock);

    /// <summary>What the state remembers of a source folder's messages, with their keywords.</summary>
    public IReadOnlyList<(PairRow Row, MessageFlags SourceFlags)> Remembered(string folder)
    {
        using var ledger = OpenLedger(Source.As(Side.Source), Target.As(Side.Target));
        var record = ledger.Folders.Single(f => f.Source.Path == FolderPath.Parse(folder));
        var table = ledger.ReadPairs(record.Id);
        return [.. Enumerable.Range(0, table.Count).Select(i => (table[i], ledger.Keywords.Flags(table[i].Source)))];
    }

    /// <summary>Both places hold the same messages in the same folders with the same flags and dates, each as often.</summary>
    public void ShouldBeEqual() =>
        Assert.Equal(Source.All().Select(m => m.Likeness).Order(StringComparer.Ordinal), Target.All().Select(m => m.Likeness).Order(StringComparer.Ordinal));

    public void Dispose()
    {
        Source.Dispose();
        Target.Dispose();
        Directory.Delete(_home, recursive: true);
    }
}
