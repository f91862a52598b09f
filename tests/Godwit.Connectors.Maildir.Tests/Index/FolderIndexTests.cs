using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace Godwit.Connectors.Maildir.Tests.Index;

public sealed class FolderIndexTests
{
    /// <summary>More than a lost block of any length makes the next reader pass over.</summary>
    private const uint Many = 100_000;

    private static readonly StoreFaults s_faults = new(Side.Target, "a test");

    /// <summary>An index file without a folder, opened by one process after the other.</summary>
    private sealed class Place : IDisposable
    {
        private readonly TemporaryFolder _folder = new();
        private uint _generations;

        public string File => _folder.Below("index");

        public FolderIndex Open()
        {
            var directory = DirectoryHandle.TryOpen(_folder.Path, out _)!;
            directory.Stat(out var facts);
            var file = new IndexFile(directory, "index"u8.ToArray(), Disk.Real, FileSyncing.Never, 0x180, new Ownership(facts));
            return new FolderIndex(default, file, new IndexTerms(TimeProvider.System, new Patience(TimeProvider.System, TimeSpan.Zero), () => new FolderGeneration(++_generations)));
        }

        public void Dispose() => _folder.Dispose();
    }

    private static FolderIndex.Held Enter(FolderIndex index) => index.Enter(s_faults, CancellationToken.None);

    private static void Add(FolderIndex.Held held, uint count)
    {
        held.State.Marker++;
        for (var i = 0u; i < count; i++)
        {
            var name = Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{1_700_000_000 + i}.M{i}P1.a.host.with.a.long.name:2,a"));
            ref var message = ref held.State.Messages.Add(held.State.TakeUid(), name, name.Length - 4);
            (message.State, message.Letters, message.ChangedAt) = (RecordState.InCur, FlagLetters.Keyword(0), held.State.Marker);
            held.Journal.Add(message, held.State.Messages.BaseOf(message));
        }
        held.Journal.Counters(held.State);
        held.Commit();
    }

    private static void ChangeAll(FolderIndex.Held held)
    {
        held.State.Marker++;
        for (var i = 0; i < held.State.Messages.Count; i++)
        {
            ref var message = ref held.State.Messages[i];
            (message.Letters, message.ChangedAt) = (FlagLetters.Keyword(1), held.State.Marker);
            held.Journal.Change(message);
        }
        held.Journal.Counters(held.State);
        held.Commit();
    }

    private static List<(uint Uid, ulong Letters, ulong ChangedAt)> LiveOf(IndexState state)
    {
        var live = new List<(uint, ulong, ulong)>();
        for (var i = 0; i < state.Messages.Count; i++)
        {
            var message = state.Messages[i];
            if (message.State != RecordState.Gone) live.Add((message.Uid, message.Letters.Bits, message.ChangedAt));
        }
        return live;
    }

    /// <summary>Where the blocks of a file end.</summary>
    private static List<int> Ends(byte[] file)
    {
        var ends = new List<int>();
        for (var at = IndexHeader.Length; at < file.Length; ends.Add(at)) at += IndexJournal.BlockHeader + BinaryPrimitives.ReadInt32LittleEndian(file.AsSpan(at));
        return ends;
    }

    [Fact]
    public void A_commit_of_any_length_is_read_by_the_next_process()
    {
        using var place = new Place();
        FolderGeneration generation;
        List<(uint, ulong, ulong)> live;
        using (var one = place.Open())
        {
            using var held = Enter(one);
            // Both are longer than the longest block that is read.
            Add(held, 2 * Many);
            ChangeAll(held);
            (generation, live) = (held.State.Generation, LiveOf(held.State));
        }
        using var next = place.Open();
        using var read = Enter(next);
        Assert.Equal(generation, read.State.Generation);
        Assert.Equal(live, LiveOf(read.State));
    }

    [Fact]
    public void No_block_is_longer_than_what_is_read()
    {
        var journal = new IndexJournal();
        for (var uid = 1u; uid <= 1_000_000; uid++) journal.Gone(uid);
        var blocks = journal.Close().ToArray();
        Assert.True(blocks.Length > IndexJournal.MaxBlock);
        var ends = Ends([.. new byte[IndexHeader.Length], .. blocks]);
        Assert.Equal(IndexHeader.Length + blocks.Length, ends[^1]);
        Assert.All(ends.Prepend(IndexHeader.Length).Zip(ends), b => Assert.InRange(b.Second - b.First, 1, IndexJournal.MaxBlock));
        Assert.True(journal.IsEmpty);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_long_commit_cut_anywhere_gives_no_uid_and_no_marker_again(bool zerosInstead)
    {
        using var place = new Place();
        (uint UidNext, ulong Marker, FolderGeneration Generation) told;
        int before;
        using (var one = place.Open())
        {
            using var held = Enter(one);
            Add(held, 3);
            before = (int)new FileInfo(place.File).Length;
            Add(held, Many);
            told = (held.State.UidNext, held.State.Marker, held.State.Generation);
        }
        var whole = File.ReadAllBytes(place.File);
        var ends = Ends(whole).Where(end => end > before && end < whole.Length).ToList();
        Assert.True(ends.Count > 5);
        foreach (var cut in ends.Concat(ends.Select(end => end + 5)).Concat(ends.Select(end => end + 5_000)).Where(cut => cut < whole.Length))
        {
            var torn = whole.AsSpan().ToArray();
            torn.AsSpan(cut).Clear();
            File.WriteAllBytes(place.File, zerosInstead ? torn : torn[..cut]);
            using var next = place.Open();
            using var read = Enter(next);
            Assert.Equal(told.Generation, read.State.Generation);
            Assert.True(read.State.UidNext >= told.UidNext && read.State.Marker >= told.Marker, $"{cut}: {read.State.UidNext} {read.State.Marker}");
        }
    }

    [Fact]
    public void An_index_that_knows_new_names_of_keywords_knows_all_messages_that_they_changed()
    {
        using var place = new Place();
        ulong marker;
        int before;
        using (var one = place.Open())
        {
            using var held = Enter(one);
            held.Learn(KeywordTable.Parse("0 old"), 1);
            Add(held, Many);
            before = (int)new FileInfo(place.File).Length;
            marker = ++held.State.Marker;
            held.Learn(KeywordTable.Parse("0 new"), marker);
            held.Journal.Counters(held.State);
            held.Commit();
        }
        var whole = File.ReadAllBytes(place.File);
        var ends = Ends(whole).Where(end => end > before).ToList();
        Assert.True(ends.Count > 2);
        foreach (var end in ends)
        {
            File.WriteAllBytes(place.File, whole[..end]);
            using var next = place.Open();
            using var read = Enter(next);
            var all = LiveOf(read.State).TrueForAll(m => m.ChangedAt == marker);
            Assert.True(all || read.State.Keywords.Equals(KeywordTable.Parse("0 old")));
            Assert.True(end < whole.Length || all);
        }
    }

    [Fact]
    public void A_folder_keeps_its_generation_when_tens_of_thousands_of_messages_are_moved_into_it()
    {
        using var mail = new HandmadeMaildir();
        mail.AddFolder(".Other");
        var host = new string('h', 200);
        for (var i = 0; i < 17_500; i++) mail.Write(FormattableString.Invariant($"cur/{1_700_000_000 + i}.M{i}P1.{host}:2,S"), "");
        List<MessageEntry> moved;
        FolderGeneration generation;
        using (var lane = mail.OpenTarget())
        {
            var (inbox, other) = (lane.Find(FolderPath.Inbox), lane.Find(FolderPath.Of("Other")));
            generation = lane.GenerationOf(other);
            lane.MoveMessages(inbox, lane.GenerationOf(inbox), UidSet.All, other, CancellationToken.None);
            moved = lane.ListAll(other);
        }
        using var fresh = mail.OpenTarget();
        Assert.Equal(generation, fresh.GenerationOf(fresh.Find(FolderPath.Of("Other"))));
        Assert.Equal(moved, fresh.ListAll(fresh.Find(FolderPath.Of("Other"))));
    }
}
