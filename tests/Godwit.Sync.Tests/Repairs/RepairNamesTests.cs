using Godwit.Sync;

namespace Godwit.Sync.Tests.Repairs;

public sealed class RepairNamesTests
{
    [Fact]
    public void Names_are_stable_because_states_and_reports_hold_them() => Assert.Equal(
        "bare-lf, nul-bytes, empty-message, missing-blank-line, broken-header-lines, raw-8bit-headers, long-header-lines, bare-cr, long-lines", Repair.All.Names());

    [Fact]
    public void All_is_every_repair_there_is() => Assert.Equal(Enum.GetValues<Repair>().Where(r => r is not (Repair.None or Repair.All)), Repair.All.Each());

    [Fact]
    public void Every_repair_has_a_name_and_a_sentence_of_its_own()
    {
        Assert.Equal(Repair.All.Each().Count(), Repair.All.Each().Select(r => r.Names()).Distinct().Count());
        Assert.All(Repair.All.Each(), r => Assert.EndsWith(".", r.Told(), StringComparison.Ordinal));
        Assert.All(Repair.All.Each(), r => Assert.DoesNotContain("nknown", r.Told() + r.Names(), StringComparison.Ordinal));
    }

    [Fact]
    public void Any_set_of_repairs_reads_back_from_its_names() => Message.Always(Message.AnyRepairs, repairs => RepairNames.Parse(repairs.Names()) == repairs);

    [Fact]
    public void Unknown_names_are_passed_over()
    {
        Assert.Equal(Repair.NulBytes, RepairNames.Parse("from-the-future, nul-bytes"));
        Assert.Equal(Repair.None, RepairNames.Parse(null));
    }
}
