namespace Godwit.Store.Tests;

/// <summary>The ledger in a file and the one in memory are given the same random changes and must always read the same.</summary>
public sealed class LikeMemoryTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(8)]
    public void Random_changes_read_the_same_as_in_memory(int seed)
    {
        using var folder = new TempFolder();
        var random = new Random(seed);
        using var memory = new MemoryLedger();
        var file = Sample.Open(folder["a.state"]);
        try
        {
            for (var step = 0; step < 60; step++)
            {
                var (likeFile, likeMemory) = Changes(file, memory, random);
                file.Commit(likeFile);
                memory.Commit(likeMemory);
                if (random.Next(6) == 0)
                {
                    file.Dispose();
                    file = Sample.Open(folder["a.state"]);
                }
                if (random.Next(6) == 0) Assert.Equal(Sample.Everything(memory, 1, 2, 3), Sample.Everything(file, 1, 2, 3));
            }
            Assert.Equal(Sample.Everything(memory, 1, 2, 3), Sample.Everything(file, 1, 2, 3));
        }
        finally
        {
            file.Dispose();
        }
    }

    private static (LedgerChanges File, LedgerChanges Memory) Changes(SqliteLedger file, MemoryLedger memory, Random random)
    {
        var (a, b) = (new LedgerChanges(), new LedgerChanges());
        for (var i = random.Next(1, 4); i > 0; i--)
        {
            var folder = random.Next(1, 4);
            switch (random.Next(8))
            {
                case 0: Both(NewRecord(folder, random)); break;
                case 1 or 2: Both(NewRows(folder, random)); break;
                case 3 or 4: ChangeTables(folder, file, memory, a, b, random); break;
                case 5: Both(Replacing(folder, random)); break;
                case 6: Both(c => c.Skipped.Add(Sample.Skipped(folder, (uint)(folder * 3)) with { Tries = i })); break;
                default: if (random.Next(3) == 0) Both(c => c.ForgottenFolders.Add(folder)); else Both(c => c.NoLongerSkipped.Add((folder, (uint)(folder * 3)))); break;
            }
        }
        return (a, b);

        void Both(Action<LedgerChanges> change) { change(a); change(b); }
    }

    private static Action<LedgerChanges> NewRecord(int folder, Random random)
    {
        var record = Sample.Folder(folder, (uint)random.Next(1, 1_000));
        return changes => changes.Folders.Add(record);
    }

    private static Action<LedgerChanges> NewRows(int folder, Random random)
    {
        var rows = Sample.Rows((uint)random.Next(1, 1_000_000), random.Next(10) == 0 ? random.Next(9_000) : random.Next(1, 5));
        return changes => changes.NewPairs[folder] = rows;
    }

    private static Action<LedgerChanges> Replacing(int folder, Random random)
    {
        var rows = Sample.Rows((uint)random.Next(1, 1_000_000), random.Next(10) == 0 ? random.Next(5_000) : random.Next(40));
        return changes => changes.ReplacedPairs[folder] = rows;
    }

    /// <summary>The same rows change in both; they are found by what they are, because a packing may have moved them.</summary>
    private static void ChangeTables(int folder, SqliteLedger file, MemoryLedger memory, LedgerChanges a, LedgerChanges b, Random random)
    {
        var (inFile, inMemory) = (file.ReadPairs(folder), memory.ReadPairs(folder));
        var seed = random.Next();
        Change(inFile, file.Keywords, new Random(seed));
        Change(inMemory, memory.Keywords, new Random(seed));
        (a.ChangedTables[folder], b.ChangedTables[folder]) = (inFile, inMemory);
    }

    private static void Change(PairTable table, KeywordTable keywords, Random random)
    {
        var living = Enumerable.Range(0, table.Count).Where(i => table[i].OnSource || table[i].OnTarget).ToArray();
        for (var i = living.Length == 0 ? 0 : random.Next(1, Math.Max(2, living.Length / 2)); i > 0; i--)
        {
            ref var row = ref table.Change(living[random.Next(living.Length)]);
            if (random.Next(3) == 0) row.State |= (PairState)random.Next(16);
            else row.Source = keywords.Base(new MessageFlags((SystemFlags)random.Next(32), KeywordSet.Of($"k{random.Next(300)}")));
            if (random.Next(50) == 0) row.TargetUid = (uint)random.Next();
        }
    }
}
