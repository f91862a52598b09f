namespace Godwit.Mail.Tests;

public sealed class FaultTests
{
    private static readonly FaultKind Busy = new("GW1999", "Busy", Reach.Mailbox, Remedy.Retry);

    [Fact]
    public void A_fault_takes_reach_and_remedy_from_its_kind_unless_told_otherwise()
    {
        var fault = new Fault(Busy, Side.Target, "The server is busy.");
        Assert.Equal((Reach.Mailbox, Remedy.Retry, true), (fault.Reach, fault.Remedy, fault.IsTransient));
        Assert.False((fault with { Remedy = Remedy.Skip }).IsTransient);
        Assert.True((fault with { Remedy = Remedy.WaitUntil }).IsTransient);
    }

    [Fact]
    public void It_is_printed_as_code_side_and_sentence()
    {
        var fault = new Fault(Busy, Side.Target, "The server is busy.");
        Assert.Equal("GW1999 (target): The server is busy.", fault.ToString());
        Assert.Equal(fault.ToString(), new FaultException(fault).Message);
        Assert.Same(fault, new FaultException(fault).Fault);
    }

    [Fact]
    public void An_exception_without_a_fault_is_refused() => Assert.Throws<ArgumentNullException>(() => new FaultException(null!));
}
