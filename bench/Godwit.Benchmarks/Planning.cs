namespace Godwit.Benchmarks;

/// <summary>Deciding what to do about a pair, and merging the flags of one that changed on both sides.</summary>
[MemoryDiagnoser]
public class Planning
{
    private const int Facts = 64;
    private readonly PairFacts[] _facts = [.. Enumerable.Range(0, Facts).Select(Fact)];
    private readonly MessageFlags _before = new(SystemFlags.Seen, KeywordSet.Of("$Label1"));
    private readonly MessageFlags _source = new(SystemFlags.Seen | SystemFlags.Flagged, KeywordSet.Of("Important"));
    private readonly MessageFlags _target = new(SystemFlags.Seen | SystemFlags.Answered, KeywordSet.Of("$Label1"));

    [Benchmark(OperationsPerInvoke = Facts)]
    public int Decide()
    {
        var sum = 0;
        foreach (ref readonly var fact in _facts.AsSpan()) sum += (int)PairRules.Decide(fact, DeletionPolicy.Mirror);
        return sum;
    }

    [Benchmark]
    public FlagChange MergeFlags() => FlagMerge.Merge(_before, _source, _target, null);

    private static PairFacts Fact(int bits) =>
        new((bits & 1) != 0, (bits & 2) != 0, (bits & 4) != 0, (bits & 8) != 0 ? PairOrigin.Adopted : default, (bits & 16) != 0, (bits & 32) != 0);
}
