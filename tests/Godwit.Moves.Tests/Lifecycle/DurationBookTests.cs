using FsCheck;
using FsCheck.Fluent;

namespace Godwit.Moves.Tests.Lifecycle;

public sealed class DurationBookTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpentOn[] Kinds = [.. Enum.GetValues<TimeSpentOn>().Where(static kind => kind != TimeSpentOn.Over)];

    [Fact]
    public void Durations_add_up_to_the_elapsed_time() => Check.QuickThrowOnFailure(Prop.ForAll(
        Gen.Zip(Gen.Elements(Kinds), Gen.Choose(0, 100_000)).ListOf().Select(static steps => steps.ToArray()).ToArbitrary(), static steps =>
        {
            var (book, now) = (DurationBook.Begin(TimeSpentOn.Queued, Start), Start);
            foreach (var (kind, seconds) in steps)
            {
                now += TimeSpan.FromSeconds(seconds);
                book = book.Turn(kind, now);
            }
            now += TimeSpan.FromSeconds(7);
            return Kinds.Sum(kind => book.Of(kind, now).Ticks) == (now - Start).Ticks && book.Overall(now) == now - Start;
        }));

    [Fact]
    public void A_clock_that_is_set_back_takes_nothing_away()
    {
        var book = DurationBook.Begin(TimeSpentOn.Queued, Start).Turn(TimeSpentOn.InProgress, Start.AddMinutes(10)).Turn(TimeSpentOn.Idle, Start.AddMinutes(5));

        Assert.Equal(TimeSpan.FromMinutes(10), book.Of(TimeSpentOn.Queued, Start.AddMinutes(5)));
        Assert.Equal(TimeSpan.Zero, book.Of(TimeSpentOn.InProgress, Start.AddMinutes(5)));
        Assert.Equal(TimeSpan.FromMinutes(10), book.Overall(Start.AddMinutes(5)));
    }

    [Fact]
    public void What_is_over_counts_no_longer()
    {
        var book = DurationBook.Begin(TimeSpentOn.Queued, Start).Turn(TimeSpentOn.Over, Start.AddMinutes(10));

        Assert.Equal(TimeSpan.FromMinutes(10), book.Overall(Start.AddDays(3)));
    }
}
