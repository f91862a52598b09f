using System.Diagnostics;

namespace Godwit.Store.Tests;

public sealed class FullDiskTests
{
    [Fact]
    public void A_commit_that_does_not_fit_changes_nothing_and_the_next_one_that_fits_is_kept()
    {
        using var folder = new TempFolder();
        using (var ledger = Sample.Open(folder["a.state"])) FillAndFree(ledger, () => ledger.LimitPages(30), () => ledger.LimitPages(100_000));

        using var again = Sample.Open(folder["a.state"]);
        Assert.Equal(10_100, again.ReadPairs(1).Count);
    }

    [Fact, Trait("needs", "process")]
    public void A_disk_that_is_really_full_does_no_harm()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "mounting a small disk takes root");
        using var disk = SmallDisk.Mount();
        var ballast = Path.Combine(disk.Path, "ballast");
        using (var ledger = Sample.Open(Path.Combine(disk.Path, "a.state")))
        {
            FillAndFree(ledger, () => Fill(ballast), () => File.Delete(ballast));
        }

        using var again = Sample.Open(Path.Combine(disk.Path, "a.state"));
        Assert.Equal(10_100, again.ReadPairs(1).Count);
    }

    [Fact, Trait("needs", "process")]
    public void A_state_on_a_full_disk_can_still_be_opened_and_read()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "mounting a small disk takes root");
        using var disk = SmallDisk.Mount();
        var path = Path.Combine(disk.Path, "a.state");
        using (var ledger = Sample.Open(path))
        {
            for (var i = 0u; i < 20; i++) ledger.Commit(Sample.NewPairs(1, Sample.Rows(i * 10 + 1, 10)));   // so many that reading would join them
        }
        Fill(Path.Combine(disk.Path, "ballast"));

        using var again = Sample.Open(path);

        Assert.Equal(200, again.ReadPairs(1).Count);
    }

    private static void FillAndFree(SqliteLedger ledger, Action fill, Action free)
    {
        ledger.Commit(Sample.NewPairs(1, Sample.Rows(1, 100)));
        var before = Sample.Everything(ledger, 1);
        var table = ledger.ReadPairs(1);
        table.Change(0).State = PairState.SourceGone;
        var changes = Sample.NewPairs(1, Sample.Rows(101, 10_000));
        changes.Folders.Add(Sample.Folder(1));
        changes.Skipped.Add(Sample.Skipped(1, 1));
        changes.ChangedTables[1] = table;
        fill();

        var fault = Assert.Throws<FaultException>(() => ledger.Commit(changes)).Fault;

        Assert.Equal(SyncFaults.StateNotWritable, fault.Kind);
        Assert.True(table.Segments[0].IsDirty);
        Assert.Equal(before, Sample.Everything(ledger, 1));
        free();
        ledger.Commit(changes);
        Assert.Equal(PairState.SourceGone, ledger.ReadPairs(1)[0].State);
    }

    private static void Fill(string path)
    {
        using var file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        foreach (var piece in (int[])[65_536, 4_096, 1])
        {
            try
            {
                while (true) file.Write(new byte[piece]);
            }
            catch (IOException)
            {
                continue;
            }
        }
    }

    /// <summary>A disk of two megabytes in memory.</summary>
    private sealed class SmallDisk : IDisposable
    {
        private readonly TempFolder _folder = new();

        public string Path => _folder.Path;

        public static SmallDisk Mount()
        {
            var disk = new SmallDisk();
            Run("mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", disk.Path);
            return disk;
        }

        public void Dispose()
        {
            Run("umount", Path);
            _folder.Dispose();
        }

        private static void Run(string program, params string[] arguments)
        {
            using var process = Process.Start(program, arguments);
            process.WaitForExit();
            Assert.SkipUnless(process.ExitCode == 0, $"{program} is not allowed here");
        }
    }
}
