namespace Godwit.Store.Tests;

[Trait("needs", "process")]
public sealed class KillTests
{
    [Fact]
    public void A_writer_killed_in_mid_commit_leaves_the_last_reported_commit_or_the_next()
    {
        using var folder = new TempFolder();
        var random = new Random(99);
        for (var round = 0; round < 12; round++)
        {
            using var writer = WriterProcess.Start(folder["a.state"]);
            var reported = 0u;
            for (var i = random.Next(6); i >= 0; i--) reported = writer.NextCommit();
            Thread.SpinWait(random.Next(200_000));
            reported = Math.Max(reported, writer.Kill());

            using var ledger = Sample.Open(folder["a.state"]);
            Assert.InRange(Assert.Single(ledger.Folders).Floor, reported, reported + 1);
            AssertWhole(ledger, ledger.Folders[0].Floor);
        }
    }

    /// <summary>All parts of the ledger are of the same commit.</summary>
    private static void AssertWhole(SqliteLedger ledger, uint commit)
    {
        Assert.Equal((int)commit, ledger.Skipped.Count);
        var table = ledger.ReadPairs(LedgerWriter.Folder);
        Assert.Equal(commit * LedgerWriter.RowsPerCommit, (uint)table.Count);
        Assert.Equal(commit == 1 ? "" : $"commit-{commit}", ledger.Keywords[table[0].Target.Keywords].ToString());
        Assert.DoesNotContain(Enumerable.Range(0, table.Count), i => table[i].SourceUid != (uint)i + 1);
    }
}
