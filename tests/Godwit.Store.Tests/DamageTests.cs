namespace Godwit.Store.Tests;

/// <summary>Whatever a disk does to the file, it is read as it was written or called damaged: never a crash, never a wrong row.</summary>
public sealed class DamageTests
{
    private static readonly int[] FolderIds = [1, 2, 3];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Flipped_bits_are_noticed_or_meant_nothing(int seed)
    {
        using var folder = new TempFolder();
        var (whole, expected) = Make(folder);
        var random = new Random(seed);
        var noticed = 0;
        for (var round = 0; round < 120; round++)
        {
            var bytes = (byte[])whole.Clone();
            // Half of the flips go to the first pages: the header, the schema and the small tables.
            for (var i = random.Next(1, 4); i > 0; i--) bytes[random.Next(random.Next(2) == 0 ? bytes.Length : 40_000)] ^= (byte)(1 << random.Next(8));
            noticed += Try(folder["b.state"], bytes, expected) ? 0 : 1;
        }
        Assert.InRange(noticed, 20, 120);
    }

    [Fact]
    public void Pages_that_are_zeroed_or_exchanged_are_noticed()
    {
        const int page = 8_192;
        using var folder = new TempFolder();
        var (whole, expected) = Make(folder);
        var random = new Random(5);
        for (var round = 0; round < 100; round++)
        {
            var bytes = (byte[])whole.Clone();
            var (a, b) = (random.Next(bytes.Length / page), random.Next(bytes.Length / page));
            if (round % 2 == 0) bytes.AsSpan(a * page, page).Clear();
            else whole.AsSpan(b * page, page).CopyTo(bytes.AsSpan(a * page));
            Try(folder["b.state"], bytes, expected);
        }
    }

    [Fact]
    public void A_file_that_was_cut_off_is_damaged()
    {
        using var folder = new TempFolder();
        var (whole, expected) = Make(folder);
        var random = new Random(6);
        for (var round = 0; round < 60; round++) Assert.False(Try(folder["b.state"], whole[..random.Next(whole.Length)], expected));
    }

    [Fact]
    public void A_row_that_was_taken_out_is_noticed()
    {
        foreach (var table in (string[])["folders", "skipped", "keywords", "shelves", "pairs", "states", "meta"])
        {
            using var folder = new TempFolder();
            var (whole, expected) = Make(folder);
            File.WriteAllBytes(folder["b.state"], whole);
            using (var database = Database.Open(folder["b.state"])) database.Execute(System.Text.Encoding.UTF8.GetBytes($"DELETE FROM {table} WHERE id = (SELECT min(id) FROM {table})"));

            Assert.False(Try(folder["b.state"], File.ReadAllBytes(folder["b.state"]), expected));
        }
    }

    [Fact]
    public void A_damaged_log_gives_an_earlier_commit_whole()
    {
        using var folder = new TempFolder();
        byte[] file, log;
        var states = new List<string>();
        using (var ledger = Sample.Open(folder["a.state"]))
        {
            states.Add(Sample.Everything(ledger, 1));
            for (var i = 0u; i < 10; i++)
            {
                ledger.Commit(Sample.NewPairs(1, Sample.Rows(i * 50 + 1, 50)));
                states.Add(Sample.Everything(ledger, 1));
            }
            (file, log) = (ReadShared(folder["a.state"]), ReadShared(folder["a.state-wal"]));
        }
        var random = new Random(8);
        for (var round = 0; round < 100; round++)
        {
            var bytes = (byte[])log.Clone();
            bytes[random.Next(bytes.Length)] ^= 0x10;
            File.WriteAllBytes(folder["b.state"], file);
            File.WriteAllBytes(folder["b.state-wal"], random.Next(2) == 0 ? bytes : bytes[..random.Next(bytes.Length)]);
            using var ledger = Sample.Open(folder["b.state"]);
            Assert.Contains(Sample.Everything(ledger, 1), states);
        }
    }

    private static byte[] ReadShared(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var bytes = new byte[file.Length];
        file.ReadExactly(bytes);
        return bytes;
    }

    /// <summary>True when the ledger reads as expected, false when it was refused; anything else fails the test.</summary>
    private static bool Try(string path, byte[] bytes, string expected)
    {
        File.WriteAllBytes(path, bytes);
        File.Delete(path + "-wal");
        try
        {
            using var ledger = Sample.Open(path);
            Assert.Equal(expected, Sample.Everything(ledger, FolderIds));
            return true;
        }
        catch (FaultException refusal)
        {
            Assert.Contains(refusal.Fault.Kind, (FaultKind[])[SyncFaults.StateDamaged, SyncFaults.StateTooNew, SyncFaults.StateNotWritable]);
            return false;
        }
    }

    private static (byte[] Bytes, string Expected) Make(TempFolder folder)
    {
        using (var ledger = Sample.Open(folder["a.state"]))
        {
            var changes = new LedgerChanges();
            foreach (var id in FolderIds)
            {
                changes.Folders.Add(Sample.Folder(id));
                changes.Skipped.Add(Sample.Skipped(id, 8));
                changes.NewPairs[id] = Sample.Rows(1, 300 * id);
            }
            foreach (var name in (string[])["Work", "$Forwarded", "Later"]) ledger.Keywords.IndexOf(KeywordSet.Of(name));
            ledger.Commit(changes);
            _ = Sample.Everything(ledger, FolderIds);
        }
        using var again = Sample.Open(folder["a.state"]);
        var expected = Sample.Everything(again, FolderIds);
        again.Dispose();
        return (File.ReadAllBytes(folder["a.state"]), expected);
    }
}
