namespace Godwit.Store.Tests.Opening;

public sealed class StateLockTests
{
    [Fact]
    public void A_state_is_open_once_even_within_a_process()
    {
        using var folder = new TempFolder();
        using (Sample.Open(folder["a.state"]))
        {
            var fault = Assert.Throws<FaultException>(() => Sample.Open(folder["a.state"])).Fault;
            Assert.Equal(SyncFaults.StateInUse, fault.Kind);
            Assert.True(fault.IsTransient);
        }
        using var again = Sample.Open(folder["a.state"]);
    }

    [Fact, Trait("needs", "process")]
    public void A_second_process_is_told_who_holds_the_state_until_that_one_dies()
    {
        using var folder = new TempFolder();
        using (var other = WriterProcess.Start(folder["a.state"]))
        {
            var fault = Assert.Throws<FaultException>(() => Sample.Open(folder["a.state"])).Fault;
            Assert.Equal(SyncFaults.StateInUse, fault.Kind);
            Assert.Contains($"process {other.Id} on {Environment.MachineName} since 20", fault.Told, StringComparison.Ordinal);
            other.Kill();
        }
        using var ledger = Sample.Open(folder["a.state"]);
        Assert.NotEmpty(ledger.Folders);
    }

    [Fact]
    public void The_same_state_under_another_name_is_in_use_too()
    {
        using var folder = new TempFolder();
        using var ledger = Sample.Open(folder["a.state"]);
        File.CreateSymbolicLink(folder["b.state"], folder["a.state"]);

        Assert.Equal(SyncFaults.StateInUse, Assert.Throws<FaultException>(() => Sample.Open(folder["b.state"])).Fault.Kind);
    }

    [Fact]
    public void A_state_that_was_made_in_vain_leaves_nothing_and_one_that_was_used_stays()
    {
        using var folder = new TempFolder();
        using (var unused = Sample.Open(folder["a.state"])) Assert.True(unused.DiscardIfUnused());
        Assert.Empty(Directory.GetFileSystemEntries(folder.Path));

        Sample.Open(folder["a.state"]).Dispose();
        using (var again = Sample.Open(folder["a.state"])) Assert.False(again.DiscardIfUnused());
        Assert.True(File.Exists(folder["a.state"]));
    }

    [Fact]
    public void A_lock_is_taken_anew_after_it_was_removed_and_held_until_then()
    {
        using var folder = new TempFolder();
        var first = StateLock.Take(folder["a.state"], TimeProvider.System);
        Assert.Throws<FaultException>(() => StateLock.Take(folder["a.state"], TimeProvider.System));
        first.Remove();
        Assert.Empty(Directory.GetFiles(folder.Path));

        using var second = StateLock.Take(folder["a.state"], TimeProvider.System);

        var told = Assert.Throws<FaultException>(() => StateLock.Take(folder["a.state"], TimeProvider.System)).Fault.Told;
        Assert.Matches($"in use by process {Environment.ProcessId} on \\S+ since 20[-0-9]+ [:0-9]+Z;", told);
    }

    [Fact]
    public async Task Locks_that_are_removed_all_the_time_are_held_by_one_at_a_time()
    {
        using var folder = new TempFolder();
        var (holders, most, taken) = (0, 0, 0);
        void Take()
        {
            for (var i = 0; i < 500; i++)
            {
                StateLock held;
                try { held = StateLock.Take(folder["a.state"], TimeProvider.System); }
                catch (FaultException refusal) when (refusal.Fault.Kind == SyncFaults.StateInUse) { continue; }
                most = Math.Max(most, Interlocked.Increment(ref holders));
                taken++;
                Interlocked.Decrement(ref holders);
                held.Remove();
            }
        }
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(Take)));

        Assert.Equal(1, most);
        Assert.True(taken > 0);
    }
}
