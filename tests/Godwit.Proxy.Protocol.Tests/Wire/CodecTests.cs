using FsCheck;
using FsCheck.Fluent;

namespace Godwit.Proxy.Protocol.Tests;

/// <summary>What is written is read back, for everything that crosses the wire.</summary>
public sealed class CodecTests
{
    private delegate T Reading<out T>(ref WireReader reader);

    private static T Again<T>(Action<WireWriter> write, Reading<T> read)
    {
        var writer = new WireWriter();
        write(writer);
        writer.Text("left over by a newer version");
        var reader = new WireReader(writer.Written);
        return read(ref reader);
    }

    [Fact]
    public void Texts_survive_with_lone_surrogates_and_all() => Always.Holds(Values.Texts, text => Again(w => w.Text(text), (ref WireReader r) => r.Text()) == text);

    [Fact]
    public void Numbers_survive() => Always.Holds(Values.Numbers.Two(), pair =>
        Again(w => w.Varint(pair.Item1), (ref WireReader r) => r.UInt32()) == pair.Item1
        && Again(w => w.Signed(-(long)pair.Item2), (ref WireReader r) => r.Signed()) == -(long)pair.Item2
        && Again(w => w.Optional(pair.Item1), (ref WireReader r) => r.Optional(uint.MaxValue)) == pair.Item1);

    [Theory]
    [InlineData(long.MinValue)]
    [InlineData(long.MaxValue)]
    [InlineData(0)]
    public void The_longest_numbers_survive(long number) => Assert.Equal(number, Again(w => w.Signed(number), (ref WireReader r) => r.Signed()));

    [Fact]
    public void Folders_survive() => Always.Holds(Values.Folders, folder => Again(w => FolderCodec.Write(w, folder), (ref WireReader r) => FolderCodec.Read(ref r)) == folder);

    [Fact]
    public void States_survive() => Always.Holds(Values.States, state => Again(w => FolderCodec.WriteStatus(w, state), (ref WireReader r) => FolderCodec.ReadStatus(ref r)) == state);

    [Fact]
    public void A_folder_that_vanished_has_no_state() => Assert.Null(Again(w => FolderCodec.WriteStatus(w, null), (ref WireReader r) => FolderCodec.ReadStatus(ref r)));

    [Fact]
    public void Entries_survive() => Always.Holds(
        from uid in Gen.Choose(1, int.MaxValue) from before in Gen.Choose(0, Below(uid)) from flags in Values.Flags from date in Values.Dates from size in Gen.Choose(-1, int.MaxValue)
        select (Entry: new MessageEntry((uint)uid, flags, date, size), Before: (uint)before),
        sample => Again(w => MessageCodec.WriteEntry(w, sample.Entry, sample.Before), (ref WireReader r) => MessageCodec.ReadEntry(ref r, sample.Before, new KeywordMemory())) == sample.Entry);

    private static int Below(int uid) => uid - 1;

    [Fact]
    public void Neighbours_with_the_same_keywords_share_one_set()
    {
        var flags = new MessageFlags(SystemFlags.Seen, KeywordSet.Of("$Forwarded", "Work"));
        var (writer, memory) = (new WireWriter(), new KeywordMemory());
        MessageCodec.WriteProperties(writer, flags, null);
        MessageCodec.WriteProperties(writer, flags, null);
        var reader = new WireReader(writer.Written);
        var first = MessageCodec.ReadProperties(ref reader, memory).Flags;
        Assert.Same(first.Keywords, MessageCodec.ReadProperties(ref reader, memory).Flags.Keywords);
        Assert.True(reader.IsAtEnd);
    }

    [Fact]
    public void Faults_survive_those_of_a_newer_version_too() => Always.Holds(Values.Faults, fault =>
    {
        // What a kind usually is does not travel; what this fault is does.
        var read = Again(w => FaultCodec.Write(w, fault), (ref WireReader r) => FaultCodec.Read(ref r));
        return read with { Kind = fault.Kind } == fault && (read.Code, read.Kind.Title) == (fault.Code, fault.Kind.Title);
    });

    [Fact]
    public void The_sentence_of_a_fault_is_made_printable_and_bounded()
    {
        var fault = new Fault(ConnectorFaults.Throttled, Side.Source, "\u001b[2Jx" + new string('y', 10_000));
        var read = Again(w => FaultCodec.Write(w, fault), (ref WireReader r) => FaultCodec.Read(ref r));
        Assert.StartsWith("\\x1B[2Jxyyy", read.Told, StringComparison.Ordinal);
        Assert.InRange(read.Told.Length, WireLimits.MaxToldCharacters - 10, WireLimits.MaxToldCharacters + 1);
    }

    [Fact]
    public void Traits_survive() => Always.Holds(Values.Traits, traits =>
    {
        var read = Again(w => TraitsCodec.Write(w, traits), (ref WireReader r) => TraitsCodec.Read(ref r));
        return read.Naming.ForbiddenNames.SequenceEqual(traits.Naming.ForbiddenNames)
            && read with { Naming = read.Naming with { ForbiddenNames = traits.Naming.ForbiddenNames } } == traits;
    });

    [Fact]
    public void Uid_sets_survive() => Always.Holds(Values.Uids, uids => Through(records => UidCodec.Write(records, RecordKind.Uids, uids, new WireWriter()), UidCodec.Read).Equals(uids));

    [Fact]
    public void A_uid_set_of_many_ranges_needs_several_records()
    {
        var odd = UidSet.Of(Enumerable.Range(0, 30_000).Select(n => (uint)(2 * n + 1)));
        Assert.Equal(odd, Through(records => UidCodec.Write(records, RecordKind.Uids, odd, new WireWriter()), UidCodec.Read));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(20_000)]
    public void Moved_messages_survive_in_any_order(int count)
    {
        var from = Enumerable.Range(0, count).Select(n => (uint)(n * 7919 % 100_003 + 1)).ToList();
        var moved = new MovedMessages(new FolderGeneration(77), from, [.. from.Select(uid => uint.MaxValue - uid)]);
        var read = Through(records => MovedCodec.Write(records, moved), MovedCodec.Read);
        Assert.Equal((moved.Generation, count), (read.Generation, read.From.Count));
        Assert.Equal(moved.From, read.From);
        Assert.Equal(moved.To, read.To);
    }

    private static T Through<T>(Action<RecordWriter> write, Func<RecordReader, T> read)
    {
        using var bytes = new MemoryStream();
        using var writer = new RecordWriter(bytes);
        write(writer);
        writer.Done();
        bytes.Position = 0;
        using var records = new RecordReader(bytes);
        records.Next();
        var value = read(records);
        Assert.Equal(RecordKind.Done, records.Next());
        return value;
    }

    [Theory]
    [InlineData("1", 1, 1)]
    [InlineData("1-3", 1, 3)]
    [InlineData("", 0, 0)]
    [InlineData("3-1", 0, 0)]
    [InlineData("0", 0, 0)]
    [InlineData("-1", 0, 0)]
    [InlineData("1-", 0, 0)]
    [InlineData("99999", 0, 0)]
    public void A_range_of_versions_is_read_or_refused(string text, int min, int max)
    {
        Assert.Equal(min > 0, ProtocolVersions.TryParse(text, out var versions));
        Assert.Equal((min, max), (versions.Min, versions.Max));
        if (min > 0) Assert.Equal(text, versions.ToString());
    }

    [Theory]
    [InlineData(1, 2, 2, 3, 2)]
    [InlineData(1, 1, 1, 9, 1)]
    [InlineData(3, 4, 1, 2, null)]
    [InlineData(1, 2, 3, 4, null)]
    public void The_highest_version_that_both_speak_is_chosen(int min, int max, int otherMin, int otherMax, int? common) =>
        Assert.Equal(common, new ProtocolVersions(min, max).Common(new ProtocolVersions(otherMin, otherMax)));

    [Fact]
    public void A_stamp_survives()
    {
        var stamp = new MoveStamp(Guid.CreateVersion7(), 12);
        Assert.True(MoveStamp.TryParse(stamp.ToString(), out var read));
        Assert.Equal(stamp, read);
        Assert.False(MoveStamp.TryParse("x;epoch=1", out _));
        Assert.False(MoveStamp.TryParse($"{stamp.Move};epoch=-1", out _));
    }
}
