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
}
