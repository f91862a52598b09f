namespace Godwit.Proxy.Protocol;

/// <summary>Tells the client what became of each message, as the store tells it.</summary>
internal sealed class OutcomeWriter(RecordWriter records) : IAppendOutcomes
{
    private readonly WireWriter _header = new();

    public void Stored(long ticket, uint? uid)
    {
        OutcomeCodec.WriteStored(_header.Clear(), ticket, uid);
        records.Write(RecordKind.Outcome, _header.Written);
    }

    public void Refused(long ticket, Fault fault, int groupSize)
    {
        OutcomeCodec.WriteRefused(_header.Clear(), ticket, fault, groupSize);
        records.Write(RecordKind.Outcome, _header.Written);
    }
}
