using Godwit.Connectors.Memory;

namespace Godwit.Proxy.Protocol.Tests;

/// <summary>Whatever comes, one kind of exception and bounded memory. A failure names the seed that replays it.</summary>
public sealed class HostileTests
{
    private const int Seeds = 3_000;

    /// <summary>A valid stream in which some bytes were changed, added or taken away; or nothing but noise.</summary>
    private static byte[] Spoil(byte[] valid, Random random)
    {
        if (random.Next(10) == 0) return Noise(random);
        var bytes = valid.ToList();
        for (var changes = random.Next(1, 6); changes > 0 && bytes.Count > 0; changes--)
        {
            var at = random.Next(bytes.Count);
            switch (random.Next(4))
            {
                case 0: bytes[at] = (byte)random.Next(256); break;
                case 1: bytes.RemoveRange(at, Math.Min(random.Next(1, 20), bytes.Count - at)); break;
                case 2: bytes.InsertRange(at, Noise(random).Take(12)); break;
                default: bytes[at] ^= (byte)(1 << random.Next(8)); break;
            }
        }
        return [.. bytes];
    }

    private static byte[] Noise(Random random)
    {
        var noise = new byte[random.Next(1, 300)];
        random.NextBytes(noise);
        return noise;
    }

    [Fact]
    public void Spoiled_requests_are_answered_or_cut_and_nothing_else_happens()
    {
        var store = Store(out var folder, out var generation);
        using var lanes = new LanePool(new MemoryConnector(store), TimeProvider.System, 4, TimeSpan.FromMinutes(1));
        var service = new MailboxService(new ServiceSettings(), new MoveFence());
        var requests = Requests(folder, generation);
        for (var seed = 0; seed < Seeds; seed++)
        {
            var random = new Random(seed);
            var (operation, valid) = requests[random.Next(requests.Length)];
            using var answer = new MemoryStream();
            try
            {
                service.Serve(new ServiceRequest(operation, 1, LaneAccess.Write, new MemoryStream(Spoil(valid, random)), answer), lanes, CancellationToken.None);
                ShouldBeClosed(answer, seed);
            }
            catch (WireException e)
            {
                Assert.True(e.IsCut, $"Seed {seed}: {e}");
            }
            catch (Exception e) when (e is not Xunit.Sdk.XunitException)
            {
                Assert.Fail($"Seed {seed}, {operation}: {e}");
            }
        }
    }

    private static void ShouldBeClosed(MemoryStream answer, int seed)
    {
        answer.Position = 0;
        using var reader = new RecordReader(answer);
        while (reader.Next() is not (RecordKind.Done or RecordKind.Failed)) { }
        if (reader.Kind != RecordKind.Failed) return;
        var header = new WireReader(reader.Header);
        var fault = FaultCodec.Read(ref header);
        Assert.True(fault.Code != ProxyFaults.ProxyFailed.Code, $"Seed {seed}: {fault}");
    }

    private static MemoryMailbox Store(out Folder folder, out FolderGeneration generation)
    {
        var store = new MemoryMailbox("anna", new MemoryOptions());
        store.CreateFolder(FolderPath.Of("Work"));
        foreach (var message in SketchedMessage.Plains(20)) store.Deliver(FolderPath.Of("Work"), MemoryContent.Of(message.Bytes), new MessageFlags(SystemFlags.Seen, KeywordSet.Of("$Forwarded")), message.Received);
        using var lane = new MemoryConnector(store).OpenSource(CancellationToken.None);
        folder = lane.Find(FolderPath.Of("Work"));
        generation = lane.GenerationOf(folder);
        return store;
    }

    private static (Operation, byte[])[] Requests(Folder folder, FolderGeneration generation)
    {
        var uids = UidSet.Of(1, 2, 3, 7, 9, 100);
        var flags = new MessageFlags(SystemFlags.Flagged, KeywordSet.Of("Later"));
        return
        [
            (Operation.ListFolders, Close(new RequestWriter())),
            (Operation.ReadRoom, Close(new RequestWriter())),
            (Operation.ReadStatus, Close(new RequestWriter().Folder(folder).Folder(folder))),
            (Operation.ListMessages, Close(new RequestWriter().Folder(folder).Arguments(w => CallCodec.WriteListing(w, generation, new ChangeMarker(5))))),
            (Operation.ListSeveral, Close(new RequestWriter().Folder(folder).Expected(new ExpectedListing(folder, generation, new ChangeMarker(5))).Folder(folder with { WireName = "gone" }))),
            (Operation.MakeFolders, Close(new RequestWriter().Wanted(new WantedFolder(FolderPath.Parse("A/B"), SpecialUse.Sent, true)).Wanted(new WantedFolder(FolderPath.Parse("C"), SpecialUse.None, false)))),
            (Operation.ListFrom, Close(new RequestWriter().Folder(folder).Arguments(w => w.Varint(3)))),
            (Operation.ReadMessages, Close(new RequestWriter().Folder(folder).Arguments(w => CallCodec.WriteReading(w, generation, MessagePart.Whole)).Uids(uids))),
            (Operation.ChangeFlags, Close(new RequestWriter().Folder(folder).Arguments(w => CallCodec.WriteFlags(w, generation, flags, default)).Uids(uids))),
            (Operation.CreateFolder, Close(new RequestWriter().Arguments(w => CallCodec.WriteMaking(w, FolderPath.Parse("A/B"), SpecialUse.Sent)))),
            (Operation.MoveMessages, Close(new RequestWriter().Folder(folder).Folder(folder).Arguments(w => w.Varint(generation.Number)).Uids(uids))),
            (Operation.Append, Batch(folder, generation)),
        ];
    }

    private static byte[] Close(RequestWriter request)
    {
        using (request) return request.Close().ToArray();
    }

    private static byte[] Batch(Folder folder, FolderGeneration generation)
    {
        using var batch = new Batch();
        var feed = new SketchFeed(SketchedMessage.Plains(5));
        while (feed.MoveNext()) batch.Add(feed.Current, CancellationToken.None);
        using var bytes = new MemoryStream();
        using var content = batch.Content(new AppendPreface(folder, new AppendOptions(generation)), 0, batch.Count);
        content.CopyTo(bytes, null, CancellationToken.None);
        return bytes.ToArray();
    }

    [Fact]
    public void Spoiled_answers_fail_as_faults()
    {
        for (var seed = 0; seed < Seeds; seed++)
        {
            var random = new Random(seed);
            var spoiled = Spoil(Listing(), random);
            using var reader = new RecordReader(new MemoryStream(spoiled));
            try
            {
                Read(reader);
            }
            catch (WireException)
            {
                // The one that may come.
            }
            catch (Exception e)
            {
                Assert.Fail($"Seed {seed}: {e}");
            }
        }
    }

    private static byte[] Listing()
    {
        using var bytes = new MemoryStream();
        using var writer = new RecordWriter(bytes);
        var (header, entries) = (new WireWriter(), new WireWriter());
        FolderCodec.WriteStatus(header, new FolderStatus(new FolderGeneration(3), 9, 8, new ChangeMarker(4)) { Accepts = AcceptedFlags.Everything });
        header.Byte(1);
        writer.Write(RecordKind.Opened, header.Written);
        for (uint uid = 1; uid < 30; uid++) MessageCodec.WriteEntry(entries, new MessageEntry(uid, new MessageFlags(SystemFlags.Seen, KeywordSet.Of("Work")), new ReceivedDate(5, 6), 7), uid - 1);
        writer.Write(RecordKind.Entries, default, entries.Written);
        UidCodec.Write(writer, RecordKind.Vanished, UidSet.Of(1, 5, 9), entries);
        CallCodec.WriteRoom(header.Clear(), new MailboxRoom(5_000_000_000, 300));
        writer.Write(RecordKind.Room, header.Written);
        writer.Failed(new Fault(ConnectorFaults.Throttled, Side.Source, "no", FaultOutcome.NotDone, TimeSpan.FromSeconds(5)));
        return bytes.ToArray();
    }

    /// <summary>Reads every record as whatever it says it is.</summary>
    private static void Read(RecordReader records)
    {
        while (true)
        {
            var kind = records.Next();
            var header = new WireReader(records.Header);
            switch (kind)
            {
                case RecordKind.Done: return;
                case RecordKind.Failed: FaultCodec.Read(ref header); return;
                case RecordKind.Opened: FolderCodec.ReadStatus(ref header); break;
                case RecordKind.Entries: ReadEntries(records.ReadBody()); break;
                case RecordKind.Vanished or RecordKind.Uids: UidCodec.Read(records); break;
                case RecordKind.Moved: MovedCodec.Read(records); break;
                case RecordKind.Traits: TraitsCodec.Read(ref header); break;
                case RecordKind.Welcome: Welcome.Read(ref header); break;
                case RecordKind.Room: ReadRoom(ref header); break;
                case RecordKind.Outcome: OutcomeCodec.Read(ref header); break;
                default: FolderCodec.Read(ref header); break;
            }
        }
    }

    private static void ReadRoom(ref WireReader header)
    {
        var (bytes, messages) = CallCodec.ReadRoom(ref header);
        Assert.True(bytes is null or >= 0 && messages is null or >= 0);
    }

    private static void ReadEntries(ReadOnlySpan<byte> body)
    {
        var reader = new WireReader(body);
        var (memory, before) = (new KeywordMemory(), 0u);
        while (!reader.IsAtEnd) before = MessageCodec.ReadEntry(ref reader, before, memory).Uid;
    }
}
