namespace Godwit.Cli.Tests.Runs;

public sealed class WarmUpTests
{
    [Fact]
    public void What_warms_the_engine_is_a_whole_move() => Assert.Equal((2, 0), (WarmUp.MoveInMemory().ItemsCopied, WarmUp.MoveInMemory().Faults.Count));
}
