namespace Godwit.Proxy.Protocol;

/// <summary>Pairs of old and new uids: each as the distances from the pair before, in as many records as they need. The header has the generation and how many records are left, this one counted.</summary>
internal static class MovedCodec
{
    private const int PairsPerRecord = 8_000, MaxRecords = 100_000;

    public static void Write(RecordWriter records, MovedMessages moved)
    {
        var (header, body) = (new WireWriter(), new WireWriter());
        var count = Math.Max(1, (moved.From.Count + PairsPerRecord - 1) / PairsPerRecord);
        for (var i = 0; i < count; i++)
        {
            header.Clear().Varint(moved.Generation.Number);
            header.Varint((ulong)(count - i));
            WritePairs(body.Clear(), moved, i * PairsPerRecord, Math.Min((i + 1) * PairsPerRecord, moved.From.Count));
            records.Write(RecordKind.Moved, header.Written, body.Written);
        }
    }

    /// <summary>Reads the answer whose first record is the current one.</summary>
    public static MovedMessages Read(RecordReader records)
    {
        var (from, to) = (new List<uint>(), new List<uint>());
        var generation = ReadHeader(records, out var left);
        while (true)
        {
            ReadPairs(records.ReadBody(), from, to);
            if (left == 1) return new MovedMessages(generation, from, to);
            records.Expect(RecordKind.Moved);
            if (ReadHeader(records, out var next) != generation || next != left - 1) throw new WireException("Moved messages lack a record.");
            left = next;
        }
    }

    private static FolderGeneration ReadHeader(RecordReader records, out long left)
    {
        var reader = new WireReader(records.Header);
        var generation = CallCodec.ReadGeneration(ref reader);
        left = reader.Number(MaxRecords);
        return left > 0 ? generation : throw new WireException("Moved messages have no record.");
    }

    private static void WritePairs(WireWriter writer, MovedMessages moved, int start, int end)
    {
        long from = 0, to = 0;
        for (var i = start; i < end; i++)
        {
            writer.Signed(moved.From[i] - from);
            writer.Signed(moved.To[i] - to);
            (from, to) = (moved.From[i], moved.To[i]);
        }
    }

    private static void ReadPairs(ReadOnlySpan<byte> body, List<uint> from, List<uint> to)
    {
        var reader = new WireReader(body);
        long before = 0, after = 0;
        while (!reader.IsAtEnd)
        {
            from.Add(Uid(before += Distance(ref reader)));
            to.Add(Uid(after += Distance(ref reader)));
        }
    }

    private static long Distance(ref WireReader reader) => reader.Signed() is var distance and >= -uint.MaxValue and <= uint.MaxValue ? distance : throw new WireException("A uid is out of bounds.");

    private static uint Uid(long number) => number is > 0 and <= uint.MaxValue ? (uint)number : throw new WireException("A uid is out of bounds.");
}
