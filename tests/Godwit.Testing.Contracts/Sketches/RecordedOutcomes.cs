namespace Godwit.Testing.Contracts;

/// <summary>Keeps what a target told, and insists that it never tells two things at once.</summary>
public sealed class RecordedOutcomes : IAppendOutcomes
{
    private readonly List<Outcome> _all = [];
    private int _inside;

    /// <summary>All outcomes in the order in which they were told.</summary>
    public IReadOnlyList<Outcome> All => _all;

    /// <summary>The tickets of what was stored.</summary>
    public IReadOnlyList<long> StoredTickets => [.. _all.Where(o => o.Refusal is null).Select(o => o.Ticket)];

    public void Stored(long ticket, uint? uid) => Record(new Outcome(ticket, uid, null, 0));

    public void Refused(long ticket, Fault fault, int groupSize) => Record(new Outcome(ticket, null, fault, groupSize));

    private void Record(Outcome outcome)
    {
        Assert.Equal(1, Interlocked.Increment(ref _inside));
        _all.Add(outcome);
        Interlocked.Decrement(ref _inside);
    }
}

/// <summary>What became of one message.</summary>
public sealed record Outcome(long Ticket, uint? Uid, Fault? Refusal, int GroupSize);
