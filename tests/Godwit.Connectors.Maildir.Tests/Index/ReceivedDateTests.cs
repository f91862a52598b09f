namespace Godwit.Connectors.Maildir.Tests.Index;

public sealed class ReceivedDateTests
{
    private const long Name = 1_600_000_000;
    private static readonly DateTimeOffset Now = DateTimeOffset.FromUnixTimeSeconds(1_700_000_000);

    [Theory]
    [InlineData(Name + 60, Name, Name + 60)]            // a delivery that took a minute
    [InlineData(Name - 90_000_000, Name, Name - 90_000_000)]  // an old message saved later, its date kept in the file's time
    [InlineData(Name + 86_401, Name, Name)]             // a copy that lost the times
    [InlineData(0, Name, Name)]                         // absurd times
    [InlineData(-5, Name, Name)]
    [InlineData(1_900_000_000, Name, Name)]
    [InlineData(Name, -1, Name)]                        // no time in the name
    [InlineData(Name, 5, Name)]                         // an absurd one
    [InlineData(1_700_000_000, 1_900_000_000, 1_700_000_000)]
    public void The_files_time_counts_unless_it_is_absurd_or_was_lost_by_a_copy(long modified, long name, long expected) =>
        Assert.Equal(expected, ReceivedDates.Of(modified, name, Now)?.UnixSeconds);

    [Fact]
    public void Nothing_is_known_when_both_are_absurd() => Assert.Null(ReceivedDates.Of(0, -1, Now));
}
