namespace Godwit.Cli.Tests.Printing;

public sealed class ProgressTextTests
{
    private static readonly ProgressView View = new(MovePhase.Copying, 1 / 3.0, 1_234, 5_000, 2_500_000, 312, TimeSpan.FromMinutes(11.2), "target");

    [Fact]
    public void A_line_tells_share_side_that_is_waited_for_time_counts_and_rate() =>
        Assert.Equal("copying 33.3 %, waiting for the target, 12 min left, 1,234 of 5,000 messages, 2.5 MB/s, 312 messages/s", ProgressText.Line(View));

    [Theory]
    [InlineData(200, "copying 33.3 %, waiting for the target, 12 min left, 1,234 of 5,000 messages, 2.5 MB/s, 312 messages/s")]
    [InlineData(86, "copying 33.3 %, waiting for the target, 12 min left, 1,234 of 5,000 messages, 2.5 MB/s")]
    [InlineData(85, "copying 33.3 %, waiting for the target, 12 min left, 1,234 of 5,000 messages")]
    [InlineData(79, "copying 33.3 %, waiting for the target, 12 min left, 1,234 of 5,000 messages")]
    [InlineData(70, "copying 33.3 %, waiting for the target, 12 min left")]
    [InlineData(20, "copying 33.3 %")]
    [InlineData(14, "copying 33.3 %")]
    [InlineData(13, "copying 33.3")]
    [InlineData(5, "")]
    [InlineData(0, "")]
    [InlineData(-1, "")]
    public void A_narrow_terminal_shows_whole_parts_and_never_half_a_word(int columns, string shown) => Assert.Equal(shown, ProgressText.Fit(ProgressText.Line(View), columns));

    [Fact]
    public void Waiting_for_another_try_has_its_reason() =>
        Assert.Equal("waiting before another try, GW1002 (source): old.example port 1 cannot be reached",
            ProgressText.Line(new ProgressView(MovePhase.WaitingToRetry, null, 0, 0, null, null, null, null) { Trouble = new Fault(ConnectorFaults.ConnectionRefused, Side.Source, "old.example port 1 cannot be reached.") }));

    [Fact]
    public void What_is_not_known_is_not_told() =>
        Assert.Equal("listing folders", ProgressText.Line(new ProgressView(MovePhase.ListingFolders, null, 0, 0, null, null, null, null)));

    [Fact]
    public void A_share_is_never_rounded_up_to_all() =>
        Assert.StartsWith("copying 99.9 %", ProgressText.Line(new ProgressView(MovePhase.Copying, 0.99999, 1, 2, null, null, null, null)), StringComparison.Ordinal);

    [Theory]
    [InlineData(0.42, "0.42 s")]
    [InlineData(12.34, "12.3 s")]
    [InlineData(245, "4 min 05 s")]
    [InlineData(11_220, "3 h 07 min")]
    [InlineData(100_000, "27 h 46 min")]
    public void Measured_times_are_exact(double seconds, string text) => Assert.Equal(text, DurationText.Exact(TimeSpan.FromSeconds(seconds)));

    [Theory]
    [InlineData(20, "less than a minute")]
    [InlineData(61, "2 min")]
    [InlineData(11_400, "3 h 10 min")]
    [InlineData(200_000, "3 days")]
    public void Guesses_are_rough(double seconds, string text) => Assert.Equal(text, DurationText.Rough(TimeSpan.FromSeconds(seconds)));

    [Fact]
    public void A_log_gets_a_line_now_and_then_and_a_short_run_none()
    {
        var clock = new FakeClock();
        using var log = new StringWriter();
        using (new ProgressPrinter(new MoveProgress(), new Terminal(log, log, IsTerminal: false, () => 80), clock))
        {
            clock.Advance(TimeSpan.FromSeconds(29));
            Assert.Equal("", log.ToString());
            clock.Advance(TimeSpan.FromSeconds(40));
        }
        clock.Advance(TimeSpan.FromSeconds(100));

        Assert.Equal($"connecting{Environment.NewLine}connecting{Environment.NewLine}", log.ToString());
    }

    [Fact]
    public void A_terminal_has_one_line_that_is_taken_off_at_the_end()
    {
        var clock = new FakeClock();
        using var terminal = new StringWriter();
        using (new ProgressPrinter(new MoveProgress(), new Terminal(terminal, terminal, IsTerminal: true, () => 15), clock)) clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal("\rconnecting\r          \r", terminal.ToString());
    }
}
