namespace Godwit.Terminals.Tests;

public sealed class TerminalTests
{
    private static Terminal On(PrintStream printed) => new(new StreamWriter(printed), TextWriter.Null, IsTerminal: false, () => 80, () => printed.Failure);

    [Fact]
    public void Results_that_were_printed_whole_leave_nothing_to_tell()
    {
        using var disk = new SmallStream(100);
        var terminal = On(new PrintStream(disk));
        terminal.Output.WriteLine("10 copied");
        Assert.Null(terminal.Finish());
        Assert.True(disk.Length > 0);
    }

    [Fact]
    public void Results_that_were_lost_are_a_fault_with_the_reason()
    {
        var terminal = On(new PrintStream(new SmallStream(3)));
        terminal.Output.WriteLine("10 copied");
        var fault = terminal.Finish();
        Assert.Equal("GW9010 (service): What this command prints could not be written whole: No space left on device. What it did stays done.", fault?.ToString());
    }
}
