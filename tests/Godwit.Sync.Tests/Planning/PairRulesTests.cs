namespace Godwit.Sync.Tests.Planning;

public sealed class PairRulesTests
{
    private static PairAction Decide(bool source, bool target, DeletionPolicy policy = DeletionPolicy.Mirror,
        bool confirmed = true, PairOrigin origin = PairOrigin.Copied, bool flags = false, bool touched = false) =>
        PairRules.Decide(new PairFacts(source, target, confirmed, origin, flags, touched), policy);

    /// <summary>The rows of docs/sync-algorithm.md, in its order.</summary>
    [Fact]
    public void The_table_is_the_document()
    {
        Assert.Equal(PairAction.MergeFlags, Decide(true, true, flags: true));
        Assert.Equal(PairAction.InStep, Decide(true, true));
        Assert.Equal(PairAction.LookThenCopy, Decide(true, false, confirmed: false));
        Assert.Equal(PairAction.RemovedOnTarget, Decide(true, false));
        Assert.Equal(PairAction.Forget, Decide(false, false));
        Assert.Equal(PairAction.KeptByPolicy, Decide(false, true, DeletionPolicy.Keep));
        Assert.Equal(PairAction.KeptNotOurs, Decide(false, true, origin: PairOrigin.Adopted));
        Assert.Equal(PairAction.KeptTouched, Decide(false, true, touched: true));
        Assert.Equal(PairAction.Remove, Decide(false, true));
    }

    [Fact]
    public void The_document_has_as_many_rows_as_the_table_has_actions()
    {
        var document = File.ReadAllLines(Path.Combine(Root(), "docs", "sync-algorithm.md"));
        var rows = document.SkipWhile(l => l != "## Pairs").TakeWhile(l => l != "## New messages").Count(l => l.StartsWith("| yes", StringComparison.Ordinal) || l.StartsWith("| no", StringComparison.Ordinal));
        Assert.Equal(Enum.GetValues<PairAction>().Length, rows);
    }

    [Fact]
    public void Nothing_is_ever_removed_that_the_source_still_has_or_that_is_not_ours()
    {
        foreach (var bits in Enumerable.Range(0, 32))
        {
            foreach (var origin in Enum.GetValues<PairOrigin>())
            {
                foreach (var policy in Enum.GetValues<DeletionPolicy>())
                {
                    var facts = new PairFacts((bits & 1) != 0, (bits & 2) != 0, (bits & 4) != 0, origin, (bits & 8) != 0, (bits & 16) != 0);
                    if (PairRules.Decide(facts, policy) != PairAction.Remove) continue;
                    Assert.False(facts.SourceThere);
                    Assert.False(facts.TargetTouched);
                    Assert.NotEqual(PairOrigin.Adopted, origin);
                    Assert.Equal(DeletionPolicy.Mirror, policy);
                }
            }
        }
    }

    private static string Root()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Godwit.slnx"))) folder = Path.GetDirectoryName(folder)!;
        return folder;
    }
}
