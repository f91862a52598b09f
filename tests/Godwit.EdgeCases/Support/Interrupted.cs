using Godwit.Connectors.Memory;

namespace Godwit.EdgeCases;

/// <summary>The process ends here.</summary>
internal sealed class ProcessEndedException : Exception;

/// <summary>Two mailboxes in memory and a state file; the move between them can be ended at any of its steps, and its state be set back to what the disk had.</summary>
internal sealed class Interrupted : IDisposable
{
    private readonly string _home = Directory.CreateTempSubdirectory("godwit-edge-kill-").FullName;
    private readonly MemoryMailbox _source = new("source");
    private readonly MemoryMailbox _target = new("target", new MemoryOptions { FirstGeneration = 1_000 });
    private readonly FakeClock _clock = new();
    private readonly List<(byte[] File, byte[] Log)> _disk = [];
    private int _runs;

    public Interrupted()
    {
        _source.CreateFolder(FolderPath.Of("Projects"));
        _source.CreateFolder(FolderPath.Of("Projects", "2024"));
        FolderPath[] folders = [FolderPath.Inbox, FolderPath.Of("Projects"), FolderPath.Of("Projects", "2024")];
        // Every third letter is an identical copy of the one before it, and none has a Message-ID.
        for (var number = 0; number < 36; number++)
            _source.Deliver(folders[number / 3 % 3], MemoryContent.Of(Letters.WithoutId(number - (number % 3 == 2 ? 1 : 0))), default, Letters.Received(number - (number % 3 == 2 ? 1 : 0)));
    }

    private string StatePath => Path.Combine(_home, FormattableString.Invariant($"{_runs}.state"));

    /// <summary>How many steps a run that nobody interrupts has.</summary>
    public static int StepsOfAWholeRun()
    {
        using var world = new Interrupted();
        var counter = new EndAt(int.MaxValue, false, () => { });
        world.Run(counter);
        return counter.Steps;
    }

    /// <summary>Runs the move and ends it at a step; what happens after it happens to nobody.</summary>
    public void RunUntil(int step, bool storesTheGroupInFlight)
    {
        try
        {
            Run(new EndAt(step, storesTheGroupInFlight, Photograph));
        }
        catch (Exception e) when (e is ProcessEndedException || e.InnerException is ProcessEndedException)
        {
            // As was to be shown.
        }
    }

    /// <summary>
    /// Sets the state back to the photograph of the moment of death; half of the time as a power loss leaves it: the log cut off at any byte, or an earlier state. True when something was lost.
    /// </summary>
    public bool LosePower(Random random)
    {
        if (_disk.Count == 0) return false;
        _runs++;
        var kind = random.Next(4);
        var (file, log) = kind == 0 ? _disk[random.Next(_disk.Count)] : _disk[^1];
        if (file.Length > 0) File.WriteAllBytes(StatePath, file);
        if (log.Length > 0) File.WriteAllBytes(StatePath + "-wal", kind == 1 ? log[..random.Next(log.Length)] : log);
        return kind <= 1;
    }

    /// <summary>Runs again without an accident, and once more; checks what must be so.</summary>
    public void FinishAndCheck(string story)
    {
        var result = Run(null);
        Assert.True(result.Faults.Count == 0, $"{story}: {string.Join("; ", result.Faults)}");
        Assert.True(Contents(_source).SequenceEqual(Contents(_target)), $"{story}: {Contents(_source).Count} messages on the source, {Contents(_target).Count} on the target");
        var again = Run(null);
        Assert.True(again is { ItemsCopied: 0, ItemsAdopted: 0, ItemsDeleted: 0 }, $"{story}: the run after that was not idle");
        Assert.Equal(36, Contents(_source).Count);
    }

    private MoveResult Run(IMemoryFaults? faults)
    {
        var (source, target) = (new MemoryConnector(_source, faults), new MemoryConnector(_target, faults));
        using var ledger = SqliteLedger.Open(StatePath, source.Identity, target.Identity, _clock);
        var settings = new MoveSettings { Lanes = 1, GroupMessages = 4, CheckpointEvery = TimeSpan.Zero, RetryBudget = TimeSpan.FromMinutes(10) };
        return new MailboxMove(settings, source, target, ledger, new MoveEnvironment(_clock, (time, _) => _clock.Advance(time))).Run(TestContext.Current.CancellationToken);
    }

    private void Photograph() => _disk.Add((Read(StatePath), Read(StatePath + "-wal")));

    private static byte[] Read(string path)
    {
        if (!File.Exists(path)) return [];
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var bytes = new byte[file.Length];
        file.ReadExactly(bytes);
        return bytes;
    }

    private static List<string> Contents(MemoryMailbox mailbox) => [.. mailbox.Snapshot().Folders
        .SelectMany(f => f.Messages.Select(m => $"{f.Folder.Path} {m.Content.Digest.Content} {m.Received}")).Order(StringComparer.Ordinal)];

    public void Dispose() => Directory.Delete(_home, recursive: true);

    /// <summary>Counts the steps of all lanes and ends everything at one of them; takes a photograph every few steps on the way, and the last one there.</summary>
    private sealed class EndAt(int step, bool storesTheGroup, Action photograph) : IMemoryFaults
    {
        private readonly Lock _gate = new();

        public int Steps { get; private set; }

        public MemoryTwist? At(in MemoryMoment moment)
        {
            lock (_gate)
            {
                Steps++;
                if (Steps < step)
                {
                    if (Steps % 16 == 0 && step != int.MaxValue) photograph();
                    return null;
                }
                if (Steps > step) throw new ProcessEndedException();
                photograph();
                // The group that was under way may still have landed.
                return moment.Step == MemoryStep.GroupCommitting && storesTheGroup ? MemoryTwist.LoseAnswer : throw new ProcessEndedException();
            }
        }
    }
}
