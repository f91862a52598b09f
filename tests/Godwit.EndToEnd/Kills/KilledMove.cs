using System.Globalization;
using Godwit.EndToEnd.Places;
using Godwit.EndToEnd.Relays;
using Godwit.EndToEnd.TheCommand;

namespace Godwit.EndToEnd.Kills;

/// <summary>
/// One mailbox whose move is killed again and again, and started again at once, while its source keeps changing: many folders, messages without a Message-ID and identical copies in all of them.
/// </summary>
internal sealed class KilledMove : IAsyncDisposable
{
    private const int TriesForOneKill = 12;
    private readonly TemporaryFolder _folder = new();
    private readonly ImapRelay _toSource;
    private readonly ImapRelay _toTarget;
    private readonly RealServer _source;
    private readonly RealServer _target;
    private readonly (string Name, string Password) _user;
    private readonly GodwitMove _move;
    private readonly Random _random;
    private int _stirred;

    public KilledMove(RealServer source, RealServer target, (string Name, string Password) user, int seed)
    {
        (_source, _target, _user, _random) = (source, target, user, new Random(seed));
        (_toSource, _toTarget) = (new ImapRelay(source.ImapPort), new ImapRelay(target.ImapPort));
        _move = new GodwitMove(Store(_toSource), Store(_toTarget), _folder.Path);
    }

    private StoreAddress Store(ImapRelay relay) => new($"imap://{_user.Name}@127.0.0.1:{relay.Port}?tls=none", _user.Password);

    /// <summary>Kills at each of the points, in an order of its own, then lets the move end and compares.</summary>
    public async Task RunAsync(IEnumerable<KillPoint> points, Histogram histogram)
    {
        await StirAsync("--folders", "12", "--messages", "12", "--inbox", "450");
        foreach (var point in points.OrderBy(_ => _random.Next()).ToArray())
        {
            if (point.WantsChanges) await ChangeAsync();
            await KillAsync(point, histogram);
        }
        await FinishAsync();
        await CompareAsync();
    }

    /// <summary>
    /// Flags are taken away and messages removed only when all is recorded: who copied a message just before it died cannot tell its successor which flags it had then, so that one that was taken
    /// away in between stays on the target, and so does a message that is gone from the source. Neither is lost or doubled.
    /// </summary>
    private async Task ChangeAsync()
    {
        var outcome = await _move.RunAsync();
        Assert.True(outcome.ExitCode is 0 or 4, outcome.ToString());
        await StirAsync("--folders", "0", "--flags", "30", "--remove", "4");
    }

    private async Task KillAsync(KillPoint point, Histogram histogram)
    {
        for (var tries = 0; tries < TriesForOneKill; tries++)
        {
            await StirAsync("--folders", "12", "--messages", "5", "--inbox", "20", "--more-flags", "12");
            // A run that ends before it comes so far is followed by one that is killed earlier.
            var count = tries < 2 ? 1 + _random.Next(point.MaxCount) : 1 + tries % 3;
            if (!await RunOnceAsync(point, count)) continue;
            histogram.Add(point, point.At is null && WriteAheadLog.EndsInsideTransaction(_move.State + "-wal"));
            return;
        }
        throw new InvalidOperationException($"{_user.Name}: {TriesForOneKill} runs ended without the moment '{point.Phase}'");
    }

    /// <summary>True when the run was killed.</summary>
    private async Task<bool> RunOnceAsync(KillPoint point, int count)
    {
        using var process = point.At is null ? StartUnderKnife(count) : _move.Start();
        if (point.At is { } moment) (point.IsOnSource ? _toSource : _toTarget).Arm(new RelayPlan(moment, count, point.Aftermath, process.Kill));
        var outcome = await process.FinishAsync();
        _toSource.Arm(null);
        _toTarget.Arm(null);
        const int killed = 128 + 9;
        Assert.True(outcome.ExitCode is 0 or 4 or killed, $"{_user.Name}, {point.Phase}: {outcome}");
        return outcome.ExitCode == killed;
    }

    /// <summary>A tracer kills it at the entry of the so manieth write of a thread to the state's log.</summary>
    private GodwitProcess StartUnderKnife(int write)
    {
        string[] knife = ["-f", "-qqq", "-o", "/dev/null", "-P", _move.State + "-wal", "-e", "trace=pwrite64", "-e", string.Create(CultureInfo.InvariantCulture, $"inject=pwrite64:signal=SIGKILL:when={write}")];
        return GodwitProcess.Start("strace", [.. knife, Path.Combine(Checkout.Root, "godwit"), .. _move.Arguments()], _move.Environment);
    }

    private async Task StirAsync(params string[] options)
    {
        var maildir = Path.Combine(_source.Home, _user.Name, "Maildir");
        var seed = string.Create(CultureInfo.InvariantCulture, $"{_user.Name}-{++_stirred}");
        (await Command.RunAsync(Path.Combine(Checkout.ServerScripts, "make_maildir.py"), [maildir, "--seed", seed, .. options])).OutputOrThrow("make_maildir.py");
    }

    private async Task FinishAsync()
    {
        var outcome = await _move.RunAsync("--approve-deletions", "100000");
        Assert.True(outcome.ExitCode == 0, outcome.ToString());
        await _toTarget.ReleaseAsync();
        var report = await _move.ReportAsync(0);
        Assert.True(report.DidNothing, report.ToString());
    }

    private async Task CompareAsync()
    {
        var (source, target) = (await _source.Mailbox(_user.Name, _user.Password).ReadAsync(), await _target.Mailbox(_user.Name, _user.Password).ReadAsync());
        Assert.True(source.Messages.Count > 600);
        Comparison.AssertEqual(source, target);
    }

    public async ValueTask DisposeAsync()
    {
        await _toSource.DisposeAsync();
        await _toTarget.DisposeAsync();
        _folder.Dispose();
    }
}
