namespace Godwit.Cli;

/// <summary>What a progress line says.</summary>
/// <param name="Phase">What is being done.</param>
/// <param name="Share">Done by bytes, 0 to 1; null while nothing is planned.</param>
/// <param name="MessagesDone">Messages done.</param>
/// <param name="MessagesPlanned">Messages planned.</param>
/// <param name="BytesPerSecond">The rate of late; null when not known yet.</param>
/// <param name="MessagesPerSecond">The same in messages.</param>
/// <param name="Left">How long it will take at this rate; null when nobody can say.</param>
/// <param name="Limit">What we wait for most: "source", "target", or null when neither stands out.</param>
internal sealed record ProgressView(
    MovePhase Phase, double? Share, long MessagesDone, long MessagesPlanned, double? BytesPerSecond, double? MessagesPerSecond, TimeSpan? Left, string? Limit)
{
    /// <summary>What another try waits for to pass; null where none does.</summary>
    public Fault? Trouble { get; init; }
}

/// <summary>Looks at a move from time to time and tells how far it is.</summary>
internal sealed class ProgressWatch(MoveProgress progress, TimeProvider clock)
{
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan LongestGuess = TimeSpan.FromDays(30);
    private const double StandsOut = 2;

    private readonly RateEstimator _bytes = new(Window, clock);
    private readonly RateEstimator _messages = new(Window, clock);
    private TimeSpan _sourceBefore, _targetBefore;

    /// <summary>A look now.</summary>
    public ProgressView Look()
    {
        var (done, planned) = (progress.BytesDone, progress.BytesPlanned);
        _bytes.Sample(done);
        _messages.Sample(progress.MessagesDone);
        return new ProgressView(progress.Phase, planned > 0 ? Math.Clamp((double)done / planned, 0, 1) : null,
            progress.MessagesDone, progress.MessagesPlanned, _bytes.PerSecond, _messages.PerSecond, Left(planned - done, _bytes.PerSecond), Limit()) { Trouble = progress.Phase == MovePhase.WaitingToRetry ? progress.Trouble : null };
    }

    private static TimeSpan? Left(long bytes, double? rate) =>
        rate is > 0 and var perSecond && bytes > 0 && bytes / perSecond < LongestGuess.TotalSeconds ? TimeSpan.FromSeconds(bytes / perSecond) : null;

    /// <summary>The side that was waited for most since the last look.</summary>
    private string? Limit()
    {
        var (source, target) = (progress.WaitedForSource, progress.WaitedForTarget);
        var (newSource, newTarget) = (source - _sourceBefore, target - _targetBefore);
        (_sourceBefore, _targetBefore) = (source, target);
        return newSource > newTarget * StandsOut ? "source" : newTarget > newSource * StandsOut ? "target" : null;
    }
}
