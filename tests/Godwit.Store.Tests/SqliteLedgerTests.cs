namespace Godwit.Store.Tests;

public sealed class SqliteLedgerTests
{
    [Fact]
    public void What_was_committed_is_read_by_the_next_process()
    {
        using var folder = new TempFolder();
        string before;
        using (var ledger = Sample.Open(folder["a.state"]))
        {
            var rows = Sample.Rows(1, 10_000);
            var changes = Sample.NewPairs(4, rows);
            changes.Folders.AddRange([Sample.Folder(4), Sample.Folder(9)]);
            changes.Skipped.AddRange([Sample.Skipped(4, 77), Sample.Skipped(4, 3) with { Received = null, Subject = null, Reason = SkipReason.Bad }]);
            ledger.Commit(changes);
            before = Sample.Everything(ledger, 4);
        }
        using var again = Sample.Open(folder["a.state"]);

        Assert.Equal(before, Sample.Everything(again, 4));
        Assert.Equal([3u, 77u], again.Skipped.Select(s => s.SourceUid));
        Assert.Equal(Sample.Folder(9), again.Folders[1]);
        Assert.Equal(10_000, again.ReadPairs(4).Count);
        Assert.Equal(0, again.ReadPairs(9).Count);
    }

    [Fact]
    public void Odd_texts_and_keywords_come_back()
    {
        using var folder = new TempFolder();
        var odd = FolderPath.Of("a\0b", "\uD800 half", "per%cent", "sl/ash");
        var keywords = new[] { KeywordSet.Of("a b", "a%0020b"), KeywordSet.Of("nul\0"), KeywordSet.Of("\uDC00"), KeywordSet.Of("$Forwarded", "Work") };
        using (var ledger = Sample.Open(folder["a.state"]))
        {
            var changes = new LedgerChanges();
            changes.Folders.Add(Sample.Folder(1) with { Source = new SideRecord(odd) { ObjectId = "" } });
            foreach (var set in keywords) ledger.Keywords.IndexOf(set);
            ledger.Commit(changes);
        }
        using var again = Sample.Open(folder["a.state"]);

        Assert.Equal(odd, again.Folders[0].Source.Path);
        Assert.Equal("", again.Folders[0].Source.ObjectId);
        Assert.Equal(keywords, Enumerable.Range(1, 4).Select(i => again.Keywords[i]));
    }

    [Fact]
    public void Changed_rows_are_written_and_their_marks_cleared()
    {
        using var folder = new TempFolder();
        using (var ledger = Sample.Open(folder["a.state"]))
        {
            ledger.Commit(Sample.NewPairs(1, Sample.Rows(1, 9_000)));
            var table = ledger.ReadPairs(1);
            table.Change(5_000).State = PairState.SourceGone;
            table.Change(8_999).TargetUid = 123_456;
            var changes = new LedgerChanges();
            changes.ChangedTables[1] = table;
            ledger.Commit(changes);
            Assert.All(table.Segments, s => Assert.False(s.IsDirty));
        }
        using var again = Sample.Open(folder["a.state"]);
        var read = again.ReadPairs(1);

        Assert.Equal(PairState.SourceGone, read[5_000].State);
        Assert.Equal(123_456u, read[8_999].TargetUid);
        Assert.Equal(Sample.Row(5_000), read[4_999]);
    }

    [Fact]
    public void A_table_that_is_held_stays_good_while_rows_are_added()
    {
        using var folder = new TempFolder();
        using var ledger = Sample.Open(folder["a.state"]);
        for (var i = 0u; i < 20; i++) ledger.Commit(Sample.NewPairs(1, Sample.Rows(i * 3 + 1, 3)));
        var held = ledger.ReadPairs(1);
        for (var i = 20u; i < 40; i++) ledger.Commit(Sample.NewPairs(1, Sample.Rows(i * 3 + 1, 3)));
        _ = ledger.ReadPairs(1);
        held.Change(0).State = PairState.TargetGone;
        var changes = new LedgerChanges();
        changes.ChangedTables[1] = held;
        ledger.Commit(changes);

        var read = ledger.ReadPairs(1);

        Assert.Equal(Enumerable.Range(1, 120).Select(i => (uint)i), Enumerable.Range(0, read.Count).Select(i => read[i].SourceUid));
        Assert.Equal(PairState.TargetGone, read[0].State);
    }

    [Fact]
    public void Many_small_segments_are_joined_when_the_folder_is_next_read()
    {
        using var folder = new TempFolder();
        using (var ledger = Sample.Open(folder["a.state"]))
        {
            for (var i = 0u; i < 50; i++) ledger.Commit(Sample.NewPairs(1, Sample.Rows(i * 100 + 1, 100)));
        }
        using (var ledger = Sample.Open(folder["a.state"])) Assert.Equal(2, ledger.ReadPairs(1).Segments.Count);
        using var again = Sample.Open(folder["a.state"]);
        var read = again.ReadPairs(1);

        Assert.Equal(2, read.Segments.Count);
        Assert.Equal(Sample.Rows(1, 5_000).Select(r => r.Content), Enumerable.Range(0, 5_000).Select(i => read[i].Content));
    }

    [Fact]
    public void A_forgotten_folder_leaves_nothing_behind()
    {
        using var folder = new TempFolder();
        using (var ledger = Sample.Open(folder["a.state"]))
        {
            var changes = Sample.NewPairs(1, Sample.Rows(1, 10));
            changes.NewPairs[2] = Sample.Rows(5, 2);
            changes.Folders.AddRange([Sample.Folder(1), Sample.Folder(2)]);
            changes.Skipped.AddRange([Sample.Skipped(1, 1), Sample.Skipped(1, uint.MaxValue), Sample.Skipped(2, 1)]);
            ledger.Commit(changes);
            var forget = new LedgerChanges();
            forget.ForgottenFolders.Add(1);
            ledger.Commit(forget);
        }
        using var again = Sample.Open(folder["a.state"]);

        Assert.Equal([2], again.Folders.Select(f => f.Id));
        Assert.Equal([2], again.Skipped.Select(s => s.FolderId));
        Assert.Equal(0, again.ReadPairs(1).Count);
        Assert.Equal(2, again.ReadPairs(2).Count);
    }

    [Fact]
    public void A_commit_of_nothing_does_not_touch_the_file()
    {
        using var folder = new TempFolder();
        using (Sample.Open(folder["a.state"])) { }
        var before = File.ReadAllBytes(folder["a.state"]);
        using (var ledger = Sample.Open(folder["a.state"]))
        {
            ledger.Commit(new LedgerChanges());
            _ = ledger.ReadPairs(3);
        }

        Assert.Equal(before, File.ReadAllBytes(folder["a.state"]));
    }

    [Fact]
    public void Several_threads_may_commit_one_at_a_time()
    {
        using var folder = new TempFolder();
        using var ledger = Sample.Open(folder["a.state"]);

        Parallel.For(1, 9, folderId =>
        {
            for (var i = 0u; i < 10; i++)
            {
                ledger.Keywords.IndexOf(KeywordSet.Of($"k{folderId}-{i}"));
                ledger.Commit(Sample.NewPairs(folderId, Sample.Rows(i * 10, 10)));
            }
        });

        Assert.All(Enumerable.Range(1, 8), id => Assert.Equal(100, ledger.ReadPairs(id).Count));
    }

    [Fact]
    public void A_closed_ledger_says_so()
    {
        using var folder = new TempFolder();
        var ledger = Sample.Open(folder["a.state"]);
        ledger.Dispose();
        ledger.Dispose();

        Assert.Throws<ObjectDisposedException>(() => ledger.ReadPairs(1));
        Assert.Throws<ObjectDisposedException>(() => ledger.Commit(Sample.NewPairs(1, Sample.Rows(1, 1))));
    }
}
