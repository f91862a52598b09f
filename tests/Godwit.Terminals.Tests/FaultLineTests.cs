using Godwit.Mail;

namespace Godwit.Terminals.Tests;

public sealed class FaultLineTests
{
    [Theory]
    [InlineData(Remedy.Retry, "try again later")]
    [InlineData(Remedy.WaitUntil, "try again later")]
    [InlineData(Remedy.Skip, "left out")]
    [InlineData(Remedy.FixConfiguration, "has to be put right first")]
    [InlineData(Remedy.GiveUp, "cannot be helped by trying again")]
    public void A_fault_ends_with_what_to_do_and_where_the_rest_stands(Remedy remedy, string words) =>
        Assert.Equal($"GW4031 (service): In use. [{words}; docs/faults/GW4031.md]", FaultLine.Of(new Fault(new FaultKind("GW4031", "Data folder in use", Reach.Service, remedy), Side.Service, "In use.")));
}
