namespace Godwit.Proxy.Protocol;

/// <summary>What became of an appended message: which one of the request (from 0), stored or refused, its uid or the fault.</summary>
internal static class OutcomeCodec
{
    private const byte Refused = 1;

    public static void WriteStored(WireWriter writer, long index, uint? uid)
    {
        writer.Varint((ulong)index);
        writer.Byte(0);
        writer.Optional(uid);
    }

    public static void WriteRefused(WireWriter writer, long index, Fault fault, int groupSize)
    {
        writer.Varint((ulong)index);
        writer.Byte(Refused);
        writer.Varint((ulong)Math.Max(1, groupSize));
        FaultCodec.Write(writer, fault);
    }

    /// <summary>Reads an outcome: its message and uid; or the fault with the size of the group that was refused.</summary>
    public static AppendOutcome Read(ref WireReader reader)
    {
        var index = (int)reader.Number(WireLimits.MaxBatchMessages);
        if (reader.Byte() != Refused) return new AppendOutcome(index, (uint?)reader.Optional(uint.MaxValue), null, 0);
        var groupSize = (int)Math.Max(1, reader.Number(int.MaxValue));
        return new AppendOutcome(index, null, FaultCodec.Read(ref reader), groupSize);
    }
}

/// <summary>What became of one message of a batch.</summary>
internal readonly record struct AppendOutcome(int Index, uint? Uid, Fault? Refusal, int GroupSize);
