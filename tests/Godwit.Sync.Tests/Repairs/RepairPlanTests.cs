using FsCheck.Fluent;
using Godwit.Sync;

namespace Godwit.Sync.Tests.Repairs;

public sealed class RepairPlanTests
{
    private const Repair Everything = Repair.All & ~Repair.EmptyMessage;

    private static List<Repair> Attempts(Repair found, string? refusal = null)
    {
        var attempts = new List<Repair>();
        for (var next = RepairPlan.For(found, attempts, refusal); next != Repair.None; next = RepairPlan.For(found, attempts, refusal)) attempts.Add(next);
        return attempts;
    }

    [Fact]
    public void Without_damage_there_is_nothing_to_try() => Assert.Empty(Attempts(Repair.None, "Message contains NUL characters"));

    [Fact]
    public void One_damage_is_one_attempt() => Assert.Equal([Repair.NulBytes], Attempts(Repair.NulBytes));

    [Fact]
    public void It_goes_from_what_nobody_notices_to_what_changes_most() => Assert.Equal(
        [Repair.NulBytes, Repair.NulBytes | Repair.RawHeaders, Repair.NulBytes | Repair.RawHeaders | Repair.LongBodyLines],
        Attempts(Repair.NulBytes | Repair.RawHeaders | Repair.LongBodyLines));

    [Theory]
    [InlineData("[ALERT] Message contains NUL characters", Repair.NulBytes)]
    [InlineData("Message contains non-ASCII characters in headers", Repair.RawHeaders)]
    [InlineData("Message contains bare newlines", Repair.BareLineFeeds | Repair.BareCarriageReturns)]
    [InlineData("Message has no header/body separator", Repair.MissingBlankLine)]
    [InlineData("Message contains INVALID HEADER", Repair.MissingBlankLine | Repair.BrokenHeaderLines | Repair.RawHeaders | Repair.LongHeaderLines)]
    [InlineData("line too long", Repair.LongHeaderLines | Repair.LongBodyLines)]
    public void What_the_target_says_is_tried_first(string refusal, Repair first) => Assert.Equal(first, Attempts(Everything, refusal)[0]);

    [Theory]
    [InlineData("Command Argument Error. 11"), InlineData("NUL"), InlineData("something about a header"), InlineData(null)]
    public void The_last_attempt_repairs_everything_whatever_was_said(string? refusal)
    {
        var attempts = Attempts(Everything, refusal);
        Assert.Equal(RepairPlan.MaxAttempts, attempts.Count);
        Assert.Equal(Everything, attempts[^1]);
    }

    [Fact]
    public void Attempts_are_few_distinct_within_the_damage_and_end_with_all_of_it() => Message.Always(
        from found in Message.AnyRepairs from said in Gen.Elements(null, "NUL", "header", "8bit", "too long", "empty", "No.") select (found, said), t =>
        {
            var attempts = Attempts(t.found, t.said);
            return attempts.Count <= RepairPlan.MaxAttempts && attempts.Distinct().Count() == attempts.Count && attempts.All(a => (a & ~t.found) == 0 && a != Repair.None)
                && (t.found == Repair.None ? attempts.Count == 0 : attempts.Contains(t.found));
        });
}
