using Microsoft.Data.Sqlite;

namespace Godwit.Store.Moves.Tests;

public sealed class SharedCommitsTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly string _folder = Directory.CreateTempSubdirectory("godwit-commits-").FullName;
    private readonly SqlSession _session;
    private readonly SharedCommits _commits;

    static SharedCommitsTests() => SQLitePCL.Batteries_V2.Init();

    public SharedCommitsTests()
    {
        _session = new SqlSession(Connect(), static connection => connection.BeginTransaction());
        _session.RunOnce("PRAGMA journal_mode=WAL; CREATE TABLE kept (n INTEGER); INSERT INTO kept VALUES (0)");
        _commits = new SharedCommits(_session);
    }

    public void Dispose()
    {
        _commits.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public void Of_changes_that_are_committed_together_each_is_kept_or_not_by_itself()
    {
        var (first, thrown, dropped, last) = (0L, "", 0L, 0L);
        Together(
            () => first = Raise(keep: true),
            () => thrown = Assert.Throws<InvalidOperationException>(() => _commits.Make<int>(_ => { Add(); throw new InvalidOperationException("no"); }, keep: true)).Message,
            () => dropped = Raise(keep: false),
            () => last = Raise(keep: true));

        Assert.Equal((1L, "no", 2L, 2L), (first, thrown, dropped, last));
        Assert.Equal(2, Kept());
    }

    [Fact]
    public void Nothing_is_kept_and_everybody_is_told_when_the_transaction_breaks_under_them()
    {
        Together(
            () => Assert.Throws<IOException>(() => Raise(keep: true)),
            () => Assert.Throws<InvalidOperationException>(() => _commits.Make<int>(_ => { _session.RunOnce("ROLLBACK"); throw new InvalidOperationException("the disk is full"); }, keep: true)),
            () => Assert.Throws<IOException>(() => Raise(keep: true)));

        Assert.Equal(0, Kept());
        Assert.Equal(1, Raise(keep: true));
        Assert.Equal(1, Kept());
    }

    [Fact]
    public void No_change_of_many_threads_is_lost()
    {
        var threads = Enumerable.Range(0, 16).Select(_ => Start(() => { for (var i = 0; i < 25; i++) Raise(keep: true); })).ToList();

        Assert.All(threads, static thread => Assert.True(thread.Join(Patience)));
        Assert.Equal(16 * 25, Kept());
    }

    [Fact]
    public void What_comes_after_the_end_is_refused()
    {
        _commits.Dispose();

        Assert.Throws<ObjectDisposedException>(() => Raise(keep: true));
    }

    private SqliteConnection Connect()
    {
        var connection = new SqliteConnection($"Data Source={Path.Combine(_folder, "kept.db")};Pooling=False");
        connection.Open();
        return connection;
    }

    private long Kept()
    {
        using var session = new SqlSession(Connect(), static connection => connection.BeginTransaction());
        return session.Number("SELECT n FROM kept");
    }

    private long Raise(bool keep) => _commits.Make(_ => Add(), keep);

    private long Add()
    {
        _session.Run("UPDATE kept SET n = n + 1");
        return _session.Number("SELECT n FROM kept");
    }

    /// <summary>Makes changes that wait, in this order, behind one that is under way.</summary>
    private void Together(params IReadOnlyList<Action> changes)
    {
        using var begun = new ManualResetEventSlim();
        using var goOn = new ManualResetEventSlim();
        var before = Start(() => _commits.Make(_ => { begun.Set(); return goOn.Wait(Patience); }, keep: false));
        Assert.True(begun.Wait(Patience));
        var failures = new List<Exception>();
        var threads = new List<Thread>();
        foreach (var change in changes)
        {
            threads.Add(Start(() => { try { change(); } catch (Exception failure) { lock (failures) failures.Add(failure); } }));
            Assert.True(SpinWait.SpinUntil(() => threads[^1].ThreadState.HasFlag(ThreadState.WaitSleepJoin), Patience));
        }
        goOn.Set();
        Assert.All([before, .. threads], static thread => Assert.True(thread.Join(Patience)));
        Assert.Empty(failures);
    }

    private static Thread Start(Action act)
    {
        var thread = new Thread(() => act()) { IsBackground = true };
        thread.Start();
        return thread;
    }
}
